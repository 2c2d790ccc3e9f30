package dev.manticore.migrations.internal.sql;

/** What a statement works on, as far as its wording tells. */
public enum Effect {

    /** Changes the schema, or may: every statement that isn't known to be one of the others. TRUNCATE is here, since CockroachDB runs it as one. */
    SCHEMA,

    /** Reads or writes rows: INSERT, UPDATE, DELETE, MERGE, UPSERT, COPY, SELECT, VALUES, CALL, EXECUTE, and DO without DDL in its body. */
    DATA,

    /** Neither: settings, transaction control, cursors, locks, notifications. Whether anything outlives the transaction is a {@link Trait}. */
    SESSION
}
