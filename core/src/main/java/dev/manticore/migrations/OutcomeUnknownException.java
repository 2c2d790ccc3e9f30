package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * It could not be found out whether a step, or a statement of a stepwise script, was carried out: the connection was lost
 * here, or an earlier runner ended while the statement was under way.
 */
public final class OutcomeUnknownException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }
}
