package dev.manticore.migrations.internal.sql.rules;

/** What a statement changes in its session beyond the end of the transaction, by what takes it back. */
public enum SessionChange {

    /** A setting, the role or the session's user. It can be set back in the same transaction. */
    SETTING,

    /** A table, view, sequence or function in the temporary schema. {@code DISCARD TEMP} drops it. */
    TEMPORARY_OBJECT,

    /** A cursor WITH HOLD. {@code CLOSE ALL} closes it. */
    CURSOR,

    /** LISTEN and UNLISTEN. {@code UNLISTEN *} takes the first back. */
    CHANNEL,

    /**
     * A prepared statement, a session-level advisory lock, a loaded library, a reset of all settings,
     * {@code temp_buffers}. It outlives a ROLLBACK, or no statement takes it back. It ends with the session.
     */
    LASTING
}
