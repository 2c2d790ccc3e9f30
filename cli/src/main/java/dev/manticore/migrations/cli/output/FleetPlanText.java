package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.cli.fleet.TargetFailures;
import dev.manticore.migrations.fleet.FleetPlan;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetPlan;
import dev.manticore.migrations.settings.text.Style;
import dev.manticore.migrations.settings.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a rollback would do, for the question whether to do it. */
public final class FleetPlanText {
    private final Map<List<MigrationId>, List<FleetTarget>> reverted = new LinkedHashMap<>();
    private final FailureGroups failures = new FailureGroups(new Style(false));

    public FleetPlanText(FleetPlan plan) {
        for (TargetPlan target : plan.targets()) {
            if (target instanceof TargetPlan.Planned planned) {
                List<MigrationId> ids = planned.steps().stream()
                        .filter(step -> step.direction() == Direction.REVERT)
                        .map(TargetPlan.Step::id)
                        .toList();
                reverted.computeIfAbsent(ids, same -> new ArrayList<>()).add(target.target());
            } else if (target instanceof TargetPlan.Failed failed) {
                failures.add(target.target(), TargetFailures.of(target.target(), failed.failure()));
            }
        }
        reverted.remove(List.<MigrationId>of());
    }

    /** Whether anything would be reverted. */
    public boolean hasSteps() {
        return !reverted.isEmpty();
    }

    /** What would be reverted, a line for all targets of which the same would; then what would fail. */
    public String reverted() {
        List<String> lines = new ArrayList<>();
        int count = reverted.values().stream().mapToInt(List::size).sum();
        lines.add("This reverts migrations of " + Words.count(count, "target") + ":");
        reverted.forEach((ids, targets) -> lines.add("  " + Words.versions(ids) + " of " + FleetText.names(targets)));
        return String.join(
                "\n", Stream.concat(lines.stream(), failures.texts().stream()).toList());
    }
}
