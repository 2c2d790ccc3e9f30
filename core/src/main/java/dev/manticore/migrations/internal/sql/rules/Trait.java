package dev.manticore.migrations.internal.sql.rules;

/** A property of a statement that decides how it can be run. */
public enum Trait {

    /** Begins or ends a transaction, see {@link TransactionControl}. */
    TRANSACTION_CONTROL,

    /** The server rejects it in a transaction block, or may reject it depending on facts that are not in the text. */
    REFUSES_TRANSACTION,

    /** CALL, or a DO statement whose code calls a procedure: what is called may commit, and then it can only run alone. */
    CALLS_PROCEDURE,

    /** Changes session state that outlives the transaction, see {@link SessionChange}. */
    CHANGES_SESSION,

    /**
     * Its text shows that running it again succeeds and has no further effect. An index that exists may still be invalid.
     */
    REPEATABLE,

    /** CREATE INDEX. See {@link CreatedIndex}. */
    CREATES_INDEX,

    /** ALTER TABLE with several actions, which CockroachDB may execute in part. */
    SEVERAL_ACTIONS,

    /**
     * Was read with {@code standard_conforming_strings} off, because an earlier statement of the script turns it off.
     * It cannot share a simple-query message with that statement: PostgreSQL parses a whole message before it runs any
     * of it.
     */
    BACKSLASH_STRINGS
}
