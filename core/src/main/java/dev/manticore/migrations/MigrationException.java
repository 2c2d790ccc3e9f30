package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation failed. Carries the steps that were completed before, and what to do next.
 */
public abstract sealed class MigrationException extends RuntimeException
        permits InvalidMigrationsException,
                StatementFailedException,
                CallbackFailedException,
                DatabaseErrorException,
                DatabaseUnreachableException,
                LeaseNotObtainedException,
                LeaseLostException,
                OutcomeUnknownException,
                RunInterruptedException {
    private static final long serialVersionUID = 1L;

    private final String summary;
    private final transient Remedy remedy;
    private final transient MigrationReport report;

    MigrationException(String summary, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        this(summary, null, remedy, report, cause);
    }

    MigrationException(
            String summary,
            @Nullable SqlError error,
            Remedy remedy,
            MigrationReport report,
            @Nullable Throwable cause) {
        super(CompleteMessage.of(summary, error, remedy, report), cause);
        this.summary = Printable.text(summary);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
        this.report = Objects.requireNonNull(report, "report");
    }

    /**
     * What failed, without detail, hint, remedy and report. {@link #getMessage()} contains them, since frameworks show
     * nothing else.
     */
    public String summary() {
        return summary;
    }

    /** What the user can do. {@link Remedy#toString} is one or more sentences. */
    public Remedy remedy() {
        return remedy;
    }

    /** The steps that were completed and committed before the failure; empty if there were none. */
    public MigrationReport report() {
        return report;
    }

    /**
     * Calls the method for the type of this failure.
     *
     * @return the result of that method
     */
    public abstract <R> R match(Cases<R> cases);

    /**
     * One method for each type of failure. Code that implements it does not compile if a type is added and not handled.
     *
     * @param <R> the type of the results
     */
    public interface Cases<R> {
        R invalidMigrations(InvalidMigrationsException failure);

        R statementFailed(StatementFailedException failure);

        R callbackFailed(CallbackFailedException failure);

        R databaseError(DatabaseErrorException failure);

        R databaseUnreachable(DatabaseUnreachableException failure);

        R leaseNotObtained(LeaseNotObtainedException failure);

        R leaseLost(LeaseLostException failure);

        R outcomeUnknown(OutcomeUnknownException failure);

        R runInterrupted(RunInterruptedException failure);
    }
}
