package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Loading;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects and reads what every operation begins with: the history, and who holds the lease. Creates no table.
 *
 * @param repeatables whether the repeatable migrations matter; otherwise a user need not be allowed to read them
 * @param adopting whether a history of Flyway's in the same schema is no reason to refuse, since it may be the one to adopt
 */
public record HistoryReader(Run run, BooleanSupplier repeatables, boolean adopting) {
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String WHEN = "before anything was done";
    private static final LeaseState NEVER_HELD = new LeaseState.Free(null, null);

    /** For an operation on these files. */
    public static HistoryReader of(Run run, MigrationSet files) {
        return new HistoryReader(run, () -> !files.repeatables().isEmpty(), false);
    }

    /** For an operation on files that are being read meanwhile. */
    public static HistoryReader of(Run run, Loading files) {
        return new HistoryReader(run, () -> !files.files().repeatables().isEmpty(), false);
    }

    /** For an operation without files. */
    public static HistoryReader ofVersions(Run run) {
        return new HistoryReader(run, () -> false, false);
    }

    /** For an operation that writes the whole history. */
    public static HistoryReader ofAll(Run run) {
        return new HistoryReader(run, () -> true, false);
    }

    /** For the adoption of another history. */
    public static HistoryReader ofAdoption(Run run) {
        return new HistoryReader(run, () -> true, true);
    }

    /**
     * What was found in the database.
     *
     * @param history empty where its table does not exist
     * @param lease null where it could not be read
     * @param tables whether the tables of both exist, as far as is known
     */
    public record Found(Optional<History> history, @Nullable LeaseState lease, boolean tables) {

        /** What is applied. */
        public History applied() {
            return history.orElse(History.NONE).explainedBy(lease == null ? null : lease.progress());
        }
    }

    /** Reads the history; empty where its table does not exist. One round trip where the driver knows the database. */
    public Optional<History> history() {
        identify();
        return historyAlone(WholeHistory.query(run));
    }

    /** Reads history and lease in one message; the history alone where the lease's table does not exist or is refused. */
    public Found historyAndLease() {
        identify();
        return historyAndLease(WholeHistory.query(run), true);
    }

    /** @param whole whether the query reads the tables beside the history's, too, which may be missing */
    private Found historyAndLease(Query<History> history, boolean whole) {
        try {
            Found found = read(history.and(
                    run.leases().lease(), (entries, lease) -> new Found(Optional.of(entries), lease, whole)));
            run.located(found.applied().schema());
            return found;
        } catch (TxFailure failure) {
            if (whole && isWithoutTablesBeside(failure)) {
                return historyAndLease(alone(failure), false);
            }
            boolean ofHistory = failure.statement() >= 0
                    && failure.statement() < history.statements().size();
            boolean absent = FailureKind.isAbsent(failure);
            if (ofHistory && isMissing(failure)) {
                return new Found(Optional.empty(), NEVER_HELD, false);
            }
            if (ofHistory || failure.phase() != TxFailure.Phase.STATEMENT || failure.sessionLost()) {
                throw unreadable(failure);
            }
            Optional<History> alone = historyAlone(history);
            return new Found(alone, absent ? NEVER_HELD : null, whole && alone.isPresent() && !absent);
        }
    }

    /**
     * Whether only a table beside the history's cannot be read, such as that of the repeatable migrations: a history of the
     * client for Python has none, and a user need not be allowed to read it where no file is repeatable.
     */
    private boolean isWithoutTablesBeside(TxFailure failure) {
        int versions = run.store().history(run.database()).statements().size();
        return failure.statement() >= versions
                && failure.statement() < WholeHistory.query(run).statements().size()
                && (FailureKind.isAbsent(failure)
                        || FailureKind.isElsewhere(failure)
                        || (!repeatables.getAsBoolean() && FailureKind.isDenied(failure)));
    }

    /** The history alone; from here on also under the lease if that is all that this user may read. */
    private Query<History> alone(TxFailure failure) {
        if (FailureKind.isDenied(failure)) {
            run.withoutRepeatables();
        }
        return run.store().history(run.database());
    }

    /** The schema in which a new history will be, or null where the store does not say. */
    public @Nullable String placeOfNew() {
        Query<HistoryPlaces> places = run.store().elsewhere(run.database());
        try {
            return places.statements().isEmpty()
                    ? places.reader().apply(List.of()).schema()
                    : read(places).schema();
        } catch (TxFailure failure) {
            throw unreadable(failure);
        }
    }

    private void identify() {
        connect(run);
        refuseUnsupportedSchema();
    }

    /** Connects, where nothing is read yet. */
    public static void connect(Run run) {
        try {
            run.identify();
        } catch (TxFailure failure) {
            run.checkInterrupted("while it connected");
            throw DatabaseFailures.of(failure, "connecting", MigrationReport.EMPTY);
        }
    }

    /** Before 23.1 CockroachDB takes the quotes of a name in search_path for a part of it (cockroach#101454). */
    private void refuseUnsupportedSchema() {
        String schema = run.settings().schema();
        Database database = run.database();
        if (schema != null && database.isCockroach() && !database.isAtLeast(23, 1)) {
            throw new InvalidMigrationsException(
                    List.of(
                            new Problem(
                                    Problem.Kind.SCHEMA_UNSUPPORTED,
                                    "The schema " + schema
                                            + " cannot be given by name to CockroachDB before 23.1; this is "
                                            + database.version() + ".",
                                    null,
                                    "Upgrade CockroachDB. Or leave the schema out, and give the user a search_path that begins with it.")));
        }
    }

    private Optional<History> historyAlone(Query<History> query) {
        try {
            History history = read(query);
            run.located(history.schema());
            return Optional.of(history);
        } catch (TxFailure failure) {
            if (isWithoutTablesBeside(failure)) {
                return historyAlone(alone(failure));
            }
            if (isMissing(failure)) {
                return Optional.empty();
            }
            throw unreadable(failure);
        }
    }

    /**
     * Whether the history does not exist.
     *
     * @throws InvalidMigrationsException when it seems to have been left behind elsewhere
     */
    private boolean isMissing(TxFailure failure) {
        boolean elsewhere = FailureKind.isElsewhere(failure);
        boolean missing = elsewhere || FailureKind.isAbsent(failure);
        if (elsewhere || (missing && run.database().isCockroach())) {
            new OtherHistories(run).refuse(adopting);
        }
        return missing;
    }

    private <R> R read(Query<R> query) throws TxFailure {
        TxScript script = TxScript.autocommit(query.statements());
        var answer = run.retrying(RetryPolicy.TRANSACTION, WHEN, () -> run.send(script));
        try {
            return query.reader().apply(answer.rows());
        } catch (MigrationException known) {
            throw known;
        } catch (RuntimeException unreadable) {
            // A table of that name that is something else.
            throw notAHistory(Objects.requireNonNullElse(unreadable.getMessage(), unreadable.toString()));
        }
    }

    private MigrationException unreadable(TxFailure failure) {
        return failure.is(UNDEFINED_COLUMN)
                ? notAHistory(failure.text())
                : DatabaseFailures.of(failure, "reading the history", MigrationReport.EMPTY);
    }

    private InvalidMigrationsException notAHistory(String reason) {
        return new InvalidMigrationsException(List.of(new Problem(
                Problem.Kind.INVALID_HISTORY,
                "The table " + run.store().table() + " is not a migration history table: " + reason + ".",
                null,
                "If it belongs to another tool, use another table name. If it does not, correct the row.")));
    }
}
