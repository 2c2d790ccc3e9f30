package dev.manticore.migrations;

/** A difference between files and history that is an error unless the user chose to tolerate it. */
public enum Deviation {
    /** A pending version is lower than an applied one. Tolerated: it is applied all the same. */
    LATE_VERSION,
    /** An applied version has no file, though a higher one has. Tolerated: it stays applied. */
    MISSING_FILE,
    /** An applied version's file is not what was applied. Tolerated: the history keeps the old checksum. */
    CHANGED_CHECKSUM
}
