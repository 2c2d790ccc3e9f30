package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/** No connection to the database came about, or it was lost and did not come back. */
public final class DatabaseUnreachableException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnreachableException(
            String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
