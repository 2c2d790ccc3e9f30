package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.PlanExecution;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.LeaseState;

/** Applies and reverts migrations. Nothing to do ends after the first reading, without the lease. */
public record Migrate(Target target) implements Operation<MigrationReport> {

    @Override
    public MigrationReport carryOut(Run run) {
        MigrationSet files = run.load();
        HistoryReader.Found found = new HistoryReader(run).historyAndLease();
        // What another run is at is judged when that run has ended.
        boolean underWay = Leftover.of(files, found.applied(), found.lease())
                .filter(Leftover::isUnderWay)
                .isPresent();
        LeaseState judged = underWay ? null : found.lease();
        Planning.Planned planned = new PlanMaker(run, files).plan(found.applied(), judged, target);
        if (planned.steps().isEmpty() && !underWay) {
            return run.report();
        }
        try (HeldLease lease = HeldLease.acquire(run, found.tables())) {
            new PlanExecution(run, lease, files, target).carryOut();
        }
        return run.report();
    }
}
