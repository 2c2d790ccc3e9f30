package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted; the step under way was not started or was finished. */
public final class RunInterruptedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public RunInterruptedException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
