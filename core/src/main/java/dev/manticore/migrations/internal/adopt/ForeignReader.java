package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.Objects;

/** Reads the history of another tool. */
public record ForeignReader(Run run, ReadableHistory from) {
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String WHEN = "before anything was written";

    /** Versions and repeatable migrations in one message. */
    public History read() {
        Query<History> versions = from.history(run.database());
        Query<History> whole = versions.and(from.repeatables(run.database()), History::with);
        try {
            return read(whole);
        } catch (TxFailure failure) {
            if (failure.statement() < versions.statements().size() || !FailureKind.isWithoutHistory(failure)) {
                throw unreadable(failure);
            }
        }
        try {
            return read(versions);
        } catch (TxFailure failure) {
            throw unreadable(failure);
        }
    }

    private History read(Query<History> query) throws TxFailure {
        TxScript script = TxScript.autocommit(query.statements());
        TxResult answer = run.retrying(RetryPolicy.TRANSACTION, WHEN, () -> run.send(script));
        try {
            return query.reader().apply(answer.rows());
        } catch (RuntimeException unreadable) {
            throw notItsHistory(Objects.requireNonNullElse(unreadable.getMessage(), unreadable.toString()));
        }
    }

    private MigrationException unreadable(TxFailure failure) {
        if (FailureKind.isWithoutHistory(failure)) {
            return invalid(new Problem(
                    Problem.Kind.NO_HISTORY,
                    "There is no history to adopt: the database has no table " + from.table()
                            + (run.settings().schema() == null ? " in the current schema." : "."),
                    null,
                    Remedy.of("Check the database, and name the table and its schema if " + from.keeper()
                            + " was configured to use others.")));
        }
        return failure.is(UNDEFINED_COLUMN)
                ? notItsHistory(failure.text())
                : DatabaseFailures.of(failure, "reading " + from.table(), run.report());
    }

    private InvalidMigrationsException notItsHistory(String reason) {
        String keeper = from.keeper().equals(from.table()) ? "this kind" : from.keeper();
        return invalid(new Problem(
                Problem.Kind.INVALID_HISTORY,
                "The table " + from.table() + " is not a history of " + keeper + ": " + reason + ".",
                null,
                "Check which tool the table belongs to, and whether its name is right."));
    }

    private InvalidMigrationsException invalid(Problem problem) {
        return new InvalidMigrationsException(List.of(problem), run.report());
    }
}
