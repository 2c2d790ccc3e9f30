package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.internal.execute.HistoryChange;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.RepairPlan;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings the history up to date with the files. Nothing to do ends after the first reading, without the lease.
 *
 * @param dryRun whether nothing is changed
 */
public record Repair(Set<RepairOption> options, boolean dryRun) implements Operation<RepairReport> {
    private static final String WHAT = "the repair of the history";

    public Repair {
        options = Set.copyOf(options);
    }

    @Override
    public RepairReport carryOut(Run run) {
        Beginning beginning = Beginning.of(run);
        MigrationSet loaded = beginning.files();
        HistoryReader.Found found = beginning.found();
        MigrationSet files = run.completed(loaded);
        RepairPlan planned = plan(run, files, found.applied());
        if (dryRun || planned.isEmpty()) {
            return planned.report();
        }
        RepairPlan repaired;
        try (HeldLease lease = HeldLease.acquire(run, found.tables())) {
            repaired = new HistoryChange(run, lease, WHAT)
                    .carryOut(history -> plan(run, files, history), plan -> statements(run, plan));
        }
        if (!repaired.isEmpty()) {
            run.tell(new MigrationEvent.HistoryRepaired(repaired.report()));
        }
        return repaired.report();
    }

    private RepairPlan plan(Run run, MigrationSet files, History history) {
        RepairPlan plan = RepairPlan.of(files, history, options, run.owner());
        if (!plan.problems().isEmpty()) {
            throw new InvalidMigrationsException(plan.problems(), run.report());
        }
        return plan;
    }

    private static List<String> statements(Run run, RepairPlan plan) {
        return Stream.concat(
                        plan.updates().stream().map(run.store()::update),
                        plan.removals().stream().map(run.store()::removeFailed))
                .toList();
    }
}
