package dev.manticore.migrations;

/** What is an error unless it is tolerated: something about files and history, or a script that may do harm. */
public enum Deviation {
    /** A pending version is lower than an applied one. If tolerated, it is applied anyway. */
    LATE_VERSION,
    /**
     * A pending version is lower than an applied one. If tolerated, it is not applied and stays late; {@link #LATE_VERSION}
     * goes first.
     */
    SKIPPED_LATE_VERSION,
    /**
     * An applied version has no file, although a higher one has; or an applied repeatable migration has none. If tolerated, it
     * stays applied.
     */
    MISSING_FILE,
    /** The file of an applied version was changed. If tolerated, the history keeps the old checksum. */
    CHANGED_CHECKSUM,
    /**
     * A script changes its session behind a connection pooler, in a way that its own transaction cannot take back. If
     * tolerated, it is executed. This is safe only where the pooler keeps one server connection for each client, as
     * PgBouncer does with {@code pool_mode=session}.
     */
    POOLED_SESSION,
    /**
     * A script is blank, or still as {@link Migrator#create(String)} wrote it. If tolerated, its version is added to the
     * history or removed from it, and nothing else happens. A script without statements that holds another comment is not
     * an error.
     */
    EMPTY_SCRIPT
}
