package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.BaselineScripts;
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
     * Makes a plan. Nothing to do is not a plan while something is partially applied, unless that is ahead of the files.
     *
     * @param lease as it was read, or null to plan without it
     * @throws InvalidMigrationsException with all problems, if there are any
     */
    public Planning.Planned plan(History history, @Nullable LeaseState lease, Target target) {
        Planning planning = planning(history, target);
        if (planning instanceof Planning.Refused refused) {
            throw new InvalidMigrationsException(refused.problems(), run.report());
        }
        Planning.Planned planned = (Planning.Planned) planning;
        Optional<Leftover> leftover = planned.steps().isEmpty()
                ? Leftover.of(BaselineScripts.seen(files, history, target), history, lease)
                : Optional.empty();
        if (leftover.isPresent()) {
            if (!leftover.get().isAhead()) {
                throw new InvalidMigrationsException(List.of(leftover.get().problem()), run.report());
            }
            planned = planned.with(List.of(leftover.get().note()));
        }
        run.note(planned.notes());
        return planned;
    }

    /** A plan, or all problems. */
    public Planning planning(History history, Target target) {
        Planning planning = Planner.plan(
                files,
                history,
                target,
                run.report(),
                run.settings().tolerated(),
                new Capabilities(
                        run.database(),
                        run.settings().sendsCopyData(),
                        run.settings().codeRefusal()));
        List<Problem> unrecordable = planning.steps().stream()
                .flatMap(step -> unrecordable(step).stream())
                .toList();
        List<Problem> problems = unrecordable.isEmpty() ? new PoolerCheck(run).problems(planning) : unrecordable;
        return problems.isEmpty() ? planning : new Planning.Refused(problems);
    }

    private Optional<Problem> unrecordable(WorkStep step) {
        return run.store()
                .refusal(step.id())
                .map(message -> new Problem(
                        Kind.UNSUPPORTED_NAME,
                        message,
                        SourceLocation.file(step.script().origin()),
                        Remedy.of("Give the migration a version that is a whole number.")
                                .or(
                                        "to keep the history in Flyway's table, which has such versions",
                                        new Remedy.UseFlywayHistory(Remedy.UseFlywayHistory.DEFAULT_TABLE))));
    }
}
