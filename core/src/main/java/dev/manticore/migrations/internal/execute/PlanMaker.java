package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.Capabilities;
import dev.manticore.migrations.internal.plan.Planner;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans with a run's settings and database. */
public record PlanMaker(Run run, MigrationSet files) {

    /**
     * Makes a plan. Where there is nothing to do, its notes name what is partially applied.
     *
     * @param lease as it was read, or null
     * @throws InvalidMigrationsException with all problems, if there are any
     */
    public Planning.Planned plan(History history, @Nullable LeaseState lease, Target target) {
        Planning planning = planning(history, target);
        if (planning instanceof Planning.Refused refused) {
            throw new InvalidMigrationsException(refused.problems(), run.report());
        }
        Planning.Planned planned = (Planning.Planned) planning;
        if (planned.steps().isEmpty()) {
            planned = planned.with(leftover(history, lease));
        }
        run.note(planned.notes());
        return planned;
    }

    /** A plan, or all problems. */
    public Planning planning(History history, Target target) {
        Planning planning = Planner.plan(
                files,
                history.entries(),
                target,
                run.settings().tolerated(),
                new Capabilities(run.database(), run.settings().sendsCopyData()));
        List<Problem> unrecordable = planning.steps().stream()
                .flatMap(step -> unrecordable(step).stream())
                .toList();
        List<Problem> problems =
                unrecordable.isEmpty() ? new PoolerCheck(run).problems(planning.steps()) : unrecordable;
        return problems.isEmpty() ? planning : new Planning.Refused(problems);
    }

    private Optional<Problem> unrecordable(WorkStep step) {
        return run.store()
                .refusal(step.version())
                .or(() -> run.leases().refusal(step.version()))
                .map(message -> new Problem(
                        Kind.UNSUPPORTED_NAME,
                        message,
                        SourceLocation.file(step.script().origin()),
                        "Give the migration a version that is a whole number, or use another history store."));
    }

    private List<String> leftover(History history, @Nullable LeaseState lease) {
        return lease == null || lease.progress() == null || ProgressCheck.isSettled(lease.progress(), history)
                ? List.of()
                : List.of(ProgressCheck.note(files, lease, lease.progress()));
    }
}
