package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.fleet.TargetResult.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does what a plan says, and nothing for a target that has no plan or nothing to do. */
record PlanWork(FleetPlan plan) implements TargetWork {

    @Override
    public Collection<TargetResult> known(List<FleetTarget> targets) {
        Set<FleetTarget> asked = new HashSet<>(targets);
        return plan.targets().stream()
                .filter(planned -> asked.contains(planned.target()))
                .flatMap(planned -> result(planned).stream())
                .toList();
    }

    private static Optional<TargetResult> result(TargetPlan plan) {
        FleetTarget target = plan.target();
        if (plan instanceof TargetPlan.Failed failed) {
            return Optional.of(new TargetResult.Failed(target, failed.failure()));
        }
        if (plan instanceof TargetPlan.Unknown) {
            return Optional.of(new TargetResult.NotBegun(target, Reason.INTERRUPTED));
        }
        return ((TargetPlan.Planned) plan).steps().isEmpty()
                ? Optional.of(new TargetResult.UpToDate(target))
                : Optional.empty();
    }

    @Override
    public MigrationReport run(FleetTarget target, TargetMigrator migrator) {
        return migrator.migrate(plan.goal(), plan.agreed(target));
    }
}
