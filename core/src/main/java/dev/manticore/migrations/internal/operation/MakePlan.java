package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.execute.PlanDescription;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;

/** Shows what {@link Migrate} would do. */
public record MakePlan(Target target) implements Operation<Plan> {

    @Override
    public Plan carryOut(Run run) {
        MigrationSet files = run.load();
        HistoryReader.Found found = new HistoryReader(run).historyAndLease();
        Planning.Planned planned = new PlanMaker(run, files).plan(found.applied(), found.lease(), target);
        boolean exists = found.history().isPresent();
        if (!exists && !planned.steps().isEmpty()) {
            run.located(new HistoryReader(run).placeOfNew());
        }
        return PlanDescription.of(run, planned, exists);
    }
}
