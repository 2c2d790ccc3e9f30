package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation did not do all that was asked.
 *
 * <p>It carries what WAS done, and what to do next.
 */
public abstract sealed class MigrationException extends RuntimeException
        permits InvalidMigrationsException,
                StatementFailedException,
                DatabaseErrorException,
                DatabaseUnreachableException,
                LeaseNotObtainedException,
                LeaseLostException,
                OutcomeUnknownException,
                RunInterruptedException {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final transient MigrationReport report;

    MigrationException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
        this.report = Objects.requireNonNull(report, "report");
    }

    /** What to do about it, as one or more sentences. */
    public String remedy() {
        return remedy;
    }

    /** What was carried out and committed before; empty when nothing was. */
    public MigrationReport report() {
        return report;
    }
}
