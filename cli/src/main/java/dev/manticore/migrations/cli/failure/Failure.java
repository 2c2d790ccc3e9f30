package dev.manticore.migrations.cli.failure;

import dev.manticore.migrations.Remedy;
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
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import java.util.List;
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

    public static Failure of(Throwable cause) {
        if (cause instanceof MigrationException exception) {
            return of(exception);
        }
        if (cause instanceof CliException exception) {
            return plain(exception.code(), text(exception), Remedy.of(exception.remedy()), exception);
        }
        return plain(
                ErrorCode.INTERNAL,
                "Unexpected " + cause.getClass().getSimpleName() + ": " + text(cause),
                Remedy.of("This is a bug. Run the command again with -v and report the output."),
                cause);
    }

    private static Failure of(MigrationException exception) {
        ErrorCode code = code(exception);
        if (exception instanceof InvalidMigrationsException invalid) {
            return new Failure(
                    code,
                    text(exception),
                    exception.remedy(),
                    null,
                    null,
                    null,
                    null,
                    invalid.problems(),
                    exception.report(),
                    exception);
        }
        if (exception instanceof StatementFailedException failed) {
            return new Failure(
                    code,
                    withoutPlace(failed, failed.location(), failed.error().sqlState()),
                    exception.remedy(),
                    failed.id(),
                    null,
                    failed.location(),
                    failed.error(),
                    List.of(),
                    exception.report(),
                    exception);
        }
        if (exception instanceof OutcomeUnknownException unknown && unknown.location() != null) {
            return new Failure(
                    code,
                    withoutPlace(unknown, unknown.location(), null),
                    exception.remedy(),
                    unknown.id(),
                    unknown.statement(),
                    unknown.location(),
                    null,
                    List.of(),
                    exception.report(),
                    exception);
        }
        SqlError error = exception instanceof DatabaseErrorException refused ? refused.error() : null;
        return new Failure(
                code,
                text(exception),
                exception.remedy(),
                null,
                null,
                null,
                error,
                List.of(),
                exception.report(),
                exception);
    }

    /** The message without location and SQLSTATE, which are shown separately. */
    private static String withoutPlace(MigrationException failed, SourceLocation location, @Nullable String sqlState) {
        String message = text(failed);
        String place = location + ": ";
        String state = " (SQLSTATE " + sqlState + ")";
        int from = message.startsWith(place) ? place.length() : 0;
        int to = message.endsWith(state) ? message.length() - state.length() : message.length();
        return message.substring(from, to);
    }

    private static ErrorCode code(MigrationException exception) {
        if (exception instanceof InvalidMigrationsException) {
            return ErrorCode.INVALID_MIGRATIONS;
        } else if (exception instanceof StatementFailedException) {
            return ErrorCode.STATEMENT_FAILED;
        } else if (exception instanceof DatabaseErrorException) {
            return ErrorCode.DATABASE_ERROR;
        } else if (exception instanceof DatabaseUnreachableException) {
            return ErrorCode.DATABASE_UNREACHABLE;
        } else if (exception instanceof LeaseNotObtainedException) {
            return ErrorCode.LEASE_NOT_OBTAINED;
        } else if (exception instanceof LeaseLostException) {
            return ErrorCode.LEASE_LOST;
        } else if (exception instanceof OutcomeUnknownException) {
            return ErrorCode.OUTCOME_UNKNOWN;
        } else if (exception instanceof RunInterruptedException) {
            return ErrorCode.INTERRUPTED;
        }
        return ErrorCode.INTERNAL;
    }

    private static Failure plain(ErrorCode code, String message, Remedy remedy, Throwable cause) {
        return new Failure(code, message, remedy, null, null, null, null, List.of(), MigrationReport.EMPTY, cause);
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
