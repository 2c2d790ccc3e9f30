package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.plan.Planner;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.script.MigrationLoader;
import dev.manticore.migrations.internal.script.MigrationSet;
import dev.manticore.migrations.spi.History;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The part that all operations begin with: sources, database, history, plan. */
final class Reading {
    private final Context context;

    Reading(Context context) {
        this.context = context;
    }

    <T> Step<T> files(Supplier<Step<T>> then) {
        return new Step.Work<>(() -> MigrationLoader.load(context.settings().sources()), files -> begin(files, then));
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
                    return Asking.query(
                            context.store().history(database),
                            history -> {
                                locate(history);
                                return then.apply(Optional.of(history));
                            },
                            failure -> Failures.isAbsent(failure)
                                    ? then.apply(Optional.empty())
                                    : Asking.fail(Failures.of(failure, "reading the history", MigrationReport.EMPTY)));
                },
                failure -> Asking.fail(Failures.of(failure, "connecting", MigrationReport.EMPTY)));
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
                context.files(), history.entries(), target, context.settings().tolerated(), context.database());
    }
}
