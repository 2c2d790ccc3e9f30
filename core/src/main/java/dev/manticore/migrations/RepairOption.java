package dev.manticore.migrations;

/** What {@link Migrator#repair} changes only if it is asked for. */
public enum RepairOption {
    /**
     * The checksums of files that do something else than what was applied, as far as the recorded checksums tell. The
     * database is not changed: what the changed file would have done is not there.
     */
    CHANGED,
    /** Applied migrations without a file: they count as applied from then on, and no file is expected. */
    MISSING
}
