package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.plan.Capabilities;
import dev.manticore.migrations.internal.plan.Planner;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.script.MigrationLoader;
import dev.manticore.migrations.internal.script.MigrationSet;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part that all operations begin with: sources, database, history, plan. */
final class Reading {
    private static final String UNDEFINED_COLUMN = "42703";

    private static final LeaseState NEVER_HELD = new LeaseState.Free(null, null);

    private final Context context;

    Reading(Context context) {
        this.context = context;
    }

    <T> Step<T> files(Supplier<Step<T>> then) {
        return new Step.Work<>(
                () -> MigrationLoader.load(context.settings().sources(), context.store()::checksum),
                files -> begin(files, then));
    }

    /** For operations that look at the database only. */
    <T> Step<T> noFiles(Supplier<Step<T>> then) {
        return new Step.Work<>(
                () -> new MigrationSet(new java.util.TreeMap<>(), List.of(), List.of()), files -> begin(files, then));
    }

    private <T> Step<T> begin(MigrationSet files, Supplier<Step<T>> then) {
        return new Step.Work<>(() -> context.ambient().owner().get(), owner -> {
            context.begin(owner, files);
            return then.get();
        });
    }

    /**
     * What was found in the database.
     *
     * @param history nothing where there is no table of it
     * @param lease null where it could not be read
     * @param tables whether the tables of both are there, as far as is known
     */
    record Found(Optional<History> history, @Nullable LeaseState lease, boolean tables) {}

    /** Reads the history; gives nothing where there is no table of it. One round trip where the driver knows the database. */
    <T> Step<T> history(Function<Optional<History>, Step<T>> then) {
        return identified(() -> historyAlone(then));
    }

    /** Reads history and lease in one message; the history alone where the lease's table is not there or is refused. */
    <T> Step<T> historyAndLease(Function<Found, Step<T>> then) {
        return identified(() -> {
            Query<History> history = context.store().history(context.database());
            Query<Found> both = Asking.both(
                    history, context.store().lease(), (entries, lease) -> new Found(Optional.of(entries), lease, true));
            return read(both, found -> found.history().ifPresent(this::locate), then, failure -> {
                boolean certain = failure.statement() >= 0
                        && failure.statement() < history.statements().size();
                if (certain && Failures.isAbsent(failure)) {
                    return then.apply(new Found(Optional.empty(), NEVER_HELD, false));
                }
                if (certain || failure.phase() != TxFailure.Phase.STATEMENT || failure.sessionLost()) {
                    return unread(failure);
                }
                boolean absent = Failures.isAbsent(failure);
                return historyAlone(alone ->
                        then.apply(new Found(alone, absent ? NEVER_HELD : null, alone.isPresent() && !absent)));
            });
        });
    }

    private <T> Step<T> identified(Supplier<Step<T>> then) {
        return new Step.Ask<>(
                new Command.Identify(),
                context.patience(),
                database -> {
                    context.identified(database);
                    return then.get();
                },
                failure -> Asking.fail(Failures.of(failure, "connecting", MigrationReport.EMPTY)));
    }

    private <T> Step<T> historyAlone(Function<Optional<History>, Step<T>> then) {
        return read(
                context.store().history(context.database()),
                this::locate,
                history -> then.apply(Optional.of(history)),
                failure -> Failures.isAbsent(failure) ? then.apply(Optional.empty()) : unread(failure));
    }

    /** Asks, with an eye to a table that is somebody else's. */
    private <R, T> Step<T> read(
            Query<R> query, Consumer<R> located, Function<R, Step<T>> then, Function<TxFailure, Step<T>> otherwise) {
        return new Persistence<T>(context, "before anything was done", Asking::fail)
                .send(
                        TxScript.autocommit(query.statements()),
                        result -> {
                            R answer;
                            try {
                                answer = query.reader().apply(result.rows());
                            } catch (RuntimeException unreadable) {
                                return Asking.fail(notAHistory(
                                        Objects.requireNonNullElse(unreadable.getMessage(), unreadable.toString())));
                            }
                            located.accept(answer);
                            return then.apply(answer);
                        },
                        otherwise);
    }

    private <T> Step<T> unread(TxFailure failure) {
        return Asking.fail(
                failure.is(UNDEFINED_COLUMN)
                        ? notAHistory(failure.text())
                        : Failures.of(failure, "reading the history", MigrationReport.EMPTY));
    }

    private InvalidMigrationsException notAHistory(String reason) {
        return new InvalidMigrationsException(List.of(new Problem(
                Problem.Kind.INVALID_HISTORY,
                "The table " + context.store().table() + " does not read as a history of migrations: " + reason + ".",
                null,
                "If it is another tool's, name another table; if it is this one's, correct the row.")));
    }

    void locate(History history) {
        if (history.schema() != null) {
            context.located(context.store().in(history.schema()));
        }
    }

    /** Plans, off the event loop. Notes what is part done where nothing is to be done. */
    <T> Step<T> plan(
            Found found,
            Target target,
            Function<Planning.Planned, Step<T>> then,
            Function<MigrationException, Step<T>> otherwise) {
        History history = found.history().orElse(History.NONE);
        return new Step.Work<>(() -> planning(history, target), planning -> {
            if (planning instanceof Planning.Planned planned) {
                Planning.Planned noted = planned.steps().isEmpty() ? planned.with(leftover(found, history)) : planned;
                context.note(noted.notes());
                return then.apply(noted);
            }
            List<Problem> problems = ((Planning.Refused) planning).problems();
            return otherwise.apply(new InvalidMigrationsException(problems, context.report()));
        });
    }

    private List<String> leftover(Found found, History history) {
        LeaseState lease = found.lease();
        Progress progress = lease == null ? null : lease.progress();
        return lease == null || progress == null || ProgressCheck.isSettled(progress, history)
                ? List.of()
                : List.of(ProgressCheck.note(context.files(), lease, progress));
    }

    Planning planning(History history, Target target) {
        return Planner.plan(
                context.files(),
                history.entries(),
                target,
                context.settings().tolerated(),
                new Capabilities(context.database(), context.settings().sendsCopyData()));
    }
}
