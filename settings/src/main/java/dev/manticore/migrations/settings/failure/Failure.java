package dev.manticore.migrations.settings.failure;

import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.settings.Wording;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a command, ready to be shown.
 *
 * @param id the migration that failed, or null
 * @param statement the statement whose outcome is unknown, counted from 1, or null
 * @param location where it failed, or null
 * @param error the server's error, or null
 * @param problems all problems of sources and history; empty for other failures
 * @param report the steps completed before the failure
 * @param cause for the log
 */
public record Failure(
        ErrorCode code,
        String message,
        Remedy remedy,
        @Nullable MigrationId id,
        @Nullable Integer statement,
        @Nullable SourceLocation location,
        @Nullable SqlError error,
        List<Problem> problems,
        MigrationReport report,
        Throwable cause) {

    /** What a program has to show that ends with this exception. */
    public static Failure of(Throwable cause, Wording wording) {
        if (cause instanceof MigrationException exception) {
            return exception.match(new OfMigration());
        }
        if (cause instanceof ToolException exception) {
            return plain(exception.code(), text(exception), Remedy.of(exception.remedy()), exception);
        }
        return plain(
                ErrorCode.INTERNAL,
                "Unexpected " + cause.getClass().getSimpleName() + ": " + text(cause),
                Remedy.of("This is a bug. " + wording.reportOfBug()),
                cause);
    }

    /** One method for each failure of the library. */
    private static final class OfMigration implements MigrationException.Cases<Failure> {
        @Override
        public Failure invalidMigrations(InvalidMigrationsException failure) {
            boolean partlyDone =
                    failure.problems().stream().allMatch(problem -> problem.kind() == Problem.Kind.PARTLY_DONE);
            return new Failure(
                    partlyDone ? ErrorCode.PARTLY_DONE : ErrorCode.INVALID_MIGRATIONS,
                    failure.problems().stream().map(OfMigration::withPlace).collect(Collectors.joining("\n")),
                    failure.remedy(),
                    null,
                    null,
                    null,
                    null,
                    failure.problems(),
                    failure.report(),
                    failure);
        }

        private static String withPlace(Problem problem) {
            return (problem.location() == null ? "" : problem.location() + ": ") + problem.message();
        }

        @Override
        public Failure statementFailed(StatementFailedException failure) {
            return new Failure(
                    ErrorCode.STATEMENT_FAILED,
                    withoutPlace(failure, failure.location(), failure.error().sqlState()),
                    failure.remedy(),
                    failure.id(),
                    null,
                    failure.location(),
                    failure.error(),
                    List.of(),
                    failure.report(),
                    failure);
        }

        @Override
        public Failure callbackFailed(CallbackFailedException failure) {
            return new Failure(
                    ErrorCode.CALLBACK_FAILED,
                    withoutPlace(failure, failure.location(), failure.error().sqlState()),
                    failure.remedy(),
                    null,
                    null,
                    failure.location(),
                    failure.error(),
                    List.of(),
                    failure.report(),
                    failure);
        }

        @Override
        public Failure outcomeUnknown(OutcomeUnknownException failure) {
            SourceLocation location = failure.location();
            return new Failure(
                    ErrorCode.OUTCOME_UNKNOWN,
                    location == null ? text(failure) : withoutPlace(failure, location, null),
                    failure.remedy(),
                    failure.id(),
                    failure.statement(),
                    location,
                    null,
                    List.of(),
                    failure.report(),
                    failure);
        }

        @Override
        public Failure databaseError(DatabaseErrorException failure) {
            return inDatabase(
                    ErrorCode.DATABASE_ERROR,
                    failure,
                    withoutState(text(failure), failure.error().sqlState()),
                    failure.error());
        }

        @Override
        public Failure databaseUnreachable(DatabaseUnreachableException failure) {
            return inDatabase(ErrorCode.DATABASE_UNREACHABLE, failure);
        }

        @Override
        public Failure leaseNotObtained(LeaseNotObtainedException failure) {
            return inDatabase(ErrorCode.LEASE_NOT_OBTAINED, failure);
        }

        @Override
        public Failure leaseLost(LeaseLostException failure) {
            return inDatabase(ErrorCode.LEASE_LOST, failure);
        }

        @Override
        public Failure runInterrupted(RunInterruptedException failure) {
            return inDatabase(ErrorCode.INTERRUPTED, failure);
        }

        private static Failure inDatabase(ErrorCode code, MigrationException failure) {
            return inDatabase(code, failure, text(failure), null);
        }

        private static Failure inDatabase(
                ErrorCode code, MigrationException failure, String message, @Nullable SqlError error) {
            return new Failure(
                    code, message, failure.remedy(), null, null, null, error, List.of(), failure.report(), failure);
        }
    }

    /** The message without location and SQLSTATE, which are shown separately. */
    private static String withoutPlace(MigrationException failed, SourceLocation location, @Nullable String sqlState) {
        String message = text(failed);
        String place = location + ": ";
        return withoutState(message.startsWith(place) ? message.substring(place.length()) : message, sqlState);
    }

    private static String withoutState(String message, @Nullable String sqlState) {
        String state = " (SQLSTATE " + sqlState + ")";
        return message.endsWith(state) ? message.substring(0, message.length() - state.length()) : message;
    }

    private static Failure plain(ErrorCode code, String message, Remedy remedy, Throwable cause) {
        return new Failure(code, message, remedy, null, null, null, null, List.of(), MigrationReport.EMPTY, cause);
    }

    private static String text(Throwable cause) {
        if (cause instanceof MigrationException failure) {
            return failure.summary();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
