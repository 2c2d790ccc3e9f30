package dev.manticore.migrations.fleet;

import java.util.List;

/**
 * How each target stands.
 *
 * @param targets one for each target, in the order of the targets that were given
 */
public record FleetStatus(List<TargetStatus> targets) {

    public FleetStatus {
        targets = List.copyOf(targets);
    }

    /** The targets of one kind, e.g. {@code of(TargetStatus.Pending.class)}. */
    public <S extends TargetStatus> List<S> of(Class<S> kind) {
        return targets.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Whether nothing is pending anywhere, and there is no problem. */
    public boolean isUpToDate() {
        return targets.stream().allMatch(TargetStatus.UpToDate.class::isInstance);
    }
}
