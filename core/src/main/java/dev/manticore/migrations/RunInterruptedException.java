package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted, or the executor that the run went on with takes no more tasks. No statement was cut short:
 * the run ended between steps, between the statements of a stepwise script, which the next run goes on with, or while it
 * waited. Without an executor it could not release the lease either, which then ends by itself, and reports nothing of what
 * was done.
 */
public final class RunInterruptedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public RunInterruptedException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
