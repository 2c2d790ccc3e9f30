package dev.manticore.migrations;

/** How the version of a new migration is chosen. */
public enum VersionScheme {
    /** One more than the highest existing version. */
    NEXT,
    /** The current time in UTC as {@code yyyyMMddHHmmss}; or one more than the highest version, if that is greater. */
    TIMESTAMP
}
