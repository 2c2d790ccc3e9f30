package dev.manticore.migrations;

/** A difference between files and history that is an error unless it is tolerated. */
public enum Deviation {
    /** A pending version is lower than an applied one. If tolerated, it is applied anyway. */
    LATE_VERSION,
    /** An applied version has no file, although a higher one has. If tolerated, it stays applied. */
    MISSING_FILE,
    /** The file of an applied version was changed. If tolerated, the history keeps the old checksum. */
    CHANGED_CHECKSUM
}
