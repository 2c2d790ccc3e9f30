package dev.manticore.migrations.internal.sql;

/** What else the planner has to know about a statement. */
public enum Trait {

    /** Begins or ends a transaction. SAVEPOINT, RELEASE and ROLLBACK TO don't. */
    TRANSACTION_CONTROL,

    /** The server refuses it inside a transaction block, or would under circumstances that the text doesn't show. */
    REFUSES_TRANSACTION,

    /** Leaves something behind in the session when its transaction is over: a setting, a temporary object, a prepared statement, a lock. */
    CHANGES_SESSION,

    /** Running it a second time does no harm and doesn't fail, by its own wording. An index may exist and be invalid nevertheless. */
    REPEATABLE,

    /** CREATE INDEX CONCURRENTLY, which leaves an invalid index behind when it fails; see {@link SqlText#concurrentIndex}. */
    CREATES_INDEX_CONCURRENTLY,

    /**
     * Was read with {@code standard_conforming_strings} off, because a statement before it in the script says so. PostgreSQL cuts a whole
     * message into tokens before it runs any of it, so this one must not share a simple-query message with that statement.
     */
    BACKSLASH_STRINGS
}
