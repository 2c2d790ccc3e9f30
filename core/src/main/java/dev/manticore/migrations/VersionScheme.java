package dev.manticore.migrations;

/** How a new migration gets its version. */
public enum VersionScheme {
    /** One more than the highest version there is. */
    NEXT,
    /** The time in UTC, {@code yyyyMMddHHmmss}; one more than the highest version where that is higher still. */
    TIMESTAMP
}
