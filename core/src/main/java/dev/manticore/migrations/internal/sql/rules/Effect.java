package dev.manticore.migrations.internal.sql.rules;

/** What a statement changes or reads, as far as its text shows. */
public enum Effect {

    /**
     * The schema, or possibly the schema: every statement that is not known to be one of the others. Includes TRUNCATE, which
     * CockroachDB runs as a schema change.
     */
    SCHEMA,

    /** Rows: INSERT, UPDATE, DELETE, MERGE, UPSERT, COPY, SELECT, VALUES, CALL, EXECUTE, and DO without DDL in its body. */
    DATA,

    /**
     * The session or the transaction: settings, transaction control, cursors, locks, notifications.
     * {@link Trait#CHANGES_SESSION} says whether the change outlives the transaction.
     */
    SESSION
}
