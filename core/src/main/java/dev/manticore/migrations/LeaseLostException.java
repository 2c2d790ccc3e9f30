package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * Another runner took the lease over. An atomic script that was under way here was rolled back; of a stepwise one nothing
 * more was sent, and what was done before stays.
 */
public final class LeaseLostException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
