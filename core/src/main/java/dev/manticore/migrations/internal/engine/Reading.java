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
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The part that all operations begin with: sources, database, history, plan. */
final class Reading {
    private static final String UNDEFINED_COLUMN = "42703";

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

    /** Reads the history; gives nothing where there is no table of it. One round trip where the driver knows the database. */
    <T> Step<T> history(Function<Optional<History>, Step<T>> then) {
        return new Step.Ask<>(
                new Command.Identify(),
                null,
                database -> {
                    context.identified(database);
                    Query<History> query = context.store().history(database);
                    return new Step.Ask<>(
                            new Command.Run(TxScript.autocommit(query.statements())),
                            null,
                            result -> understood(query, result, then),
                            failure -> Failures.isAbsent(failure) ? then.apply(Optional.empty()) : unread(failure));
                },
                failure -> Asking.fail(Failures.of(failure, "connecting", MigrationReport.EMPTY)));
    }

    private <T> Step<T> understood(Query<History> query, TxResult result, Function<Optional<History>, Step<T>> then) {
        History history;
        try {
            history = query.reader().apply(result.rows());
        } catch (RuntimeException unreadable) {
            return Asking.fail(notAHistory(Objects.requireNonNullElse(unreadable.getMessage(), unreadable.toString())));
        }
        locate(history);
        return then.apply(Optional.of(history));
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

    /** Plans, off the event loop. */
    <T> Step<T> plan(
            History history,
            Target target,
            Function<Planning.Planned, Step<T>> then,
            Function<MigrationException, Step<T>> otherwise) {
        return new Step.Work<>(() -> planning(history, target), planning -> {
            if (planning instanceof Planning.Planned planned) {
                context.note(planned.notes());
                return then.apply(planned);
            }
            List<Problem> problems = ((Planning.Refused) planning).problems();
            return otherwise.apply(new InvalidMigrationsException(problems, context.report()));
        });
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
