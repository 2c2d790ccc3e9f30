package dev.manticore.migrations.fleet;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import java.util.List;
import java.util.Objects;

/** What would be done for one target. */
public sealed interface TargetPlan {

    /** The target. */
    FleetTarget target();

    /**
     * A migration that would be applied or reverted.
     *
     * @param id its version or name
     * @param direction whether it is applied or reverted
     */
    record Step(MigrationId id, Direction direction) {
        public Step {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(direction, "direction");
        }
    }

    /**
     * What a run would do.
     *
     * @param steps in order; empty if there is nothing to do
     */
    record Planned(FleetTarget target, List<Step> steps) implements TargetPlan {
        public Planned {
            Objects.requireNonNull(target, "target");
            steps = List.copyOf(steps);
        }
    }

    /**
     * A run would fail.
     *
     * @param failure an {@link dev.manticore.migrations.InvalidMigrationsException} if there are problems, or why the plan
     *     could not be made
     */
    record Failed(FleetTarget target, RuntimeException failure) implements TargetPlan {
        public Failed {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(failure, "failure");
        }
    }

    /** The call was interrupted before this target was looked at. */
    record Unknown(FleetTarget target) implements TargetPlan {
        public Unknown {
            Objects.requireNonNull(target, "target");
        }
    }
}
