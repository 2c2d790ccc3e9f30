package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted. No statement was cut short: the run ended between steps, between the statements of a stepwise
 * script, which the next run goes on with, or while it waited.
 */
public final class RunInterruptedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public RunInterruptedException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
