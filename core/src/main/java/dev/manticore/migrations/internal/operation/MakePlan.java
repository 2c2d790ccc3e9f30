package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.PlanDescription;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.execute.ProgressCheck;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.FileCheck;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import java.util.List;
import java.util.Optional;

/**
 * Shows what {@link Migrate} would do.
 *
 * @param checksUndo whether the undo scripts of applied migrations are checked as well, which a plan does not need
 */
public record MakePlan(Target target, boolean checksUndo) implements Operation<Plan> {

    /** Checks what the plan needs. */
    public MakePlan(Target target) {
        this(target, false);
    }

    @Override
    public Plan carryOut(Run run) {
        Beginning beginning = Beginning.of(run);
        MigrationSet loaded = beginning.files();
        HistoryReader.Found found = beginning.found();
        MigrationSet completed = run.completed(loaded);
        MigrationSet files = checksUndo ? completed.with(FileCheck.ofUndo(completed)) : completed;
        Optional<Baseline> baseline = new FirstBaseline(run).of(found);
        History history = baseline.map(first -> found.applied().with(List.of(first.planned())))
                .orElse(found.applied());
        Planning.Planned planned = new PlanMaker(run, files).plan(history, found.lease(), target);
        MigrationSet seen = BaselineScripts.seen(files, history, target);
        Optional<Leftover> left = Leftover.of(seen, history, found.lease());
        if (left.isPresent()
                && !(found.lease() instanceof LeaseState.Held)
                && !planned.steps().isEmpty()) {
            new ProgressCheck(run, seen)
                    .check(left.get().progress(), planned.steps().get(0));
        }
        boolean exists = found.history().isPresent();
        if (!exists && !planned.steps().isEmpty()) {
            run.located(HistoryReader.of(run, files).placeOfNew());
        }
        Plan plan = PlanDescription.WITH_VALUES.of(run, planned, found.tables());
        return baseline.map(first -> first.before(run, plan)).orElse(plan);
    }
}
