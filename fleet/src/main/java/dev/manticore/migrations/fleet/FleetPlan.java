package dev.manticore.migrations.fleet;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What would be done for each target. {@link Fleet#migrate(FleetPlan)} does that and nothing else. Immutable. */
public final class FleetPlan {
    private final Target goal;
    private final List<TargetPlan> targets;
    private final Map<FleetTarget, Plan> agreed;

    /** @param agreed the plan of each target that has one, or one with the same steps */
    FleetPlan(Target goal, List<TargetPlan> targets, Map<FleetTarget, Plan> agreed) {
        this.goal = goal;
        this.targets = List.copyOf(targets);
        this.agreed = Map.copyOf(agreed);
    }

    /** One for each target, in the order of the targets that were given. */
    public List<TargetPlan> targets() {
        return targets;
    }

    Target goal() {
        return goal;
    }

    Plan agreed(FleetTarget target) {
        return Objects.requireNonNull(agreed.get(target));
    }
}
