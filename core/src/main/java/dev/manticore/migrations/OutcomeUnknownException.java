package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/** The connection was lost and it could not be found out whether the step under way was carried out. */
public final class OutcomeUnknownException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
