package dev.manticore.migrations.fleet;

import java.util.List;

/**
 * What would be done for each target.
 *
 * @param targets one for each target, in the order of the targets that were given
 */
public record FleetPlan(List<TargetPlan> targets) {

    public FleetPlan {
        targets = List.copyOf(targets);
    }
}
