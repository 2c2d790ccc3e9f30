package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import java.util.List;
import java.util.Objects;

/** How one target stands. */
public sealed interface TargetStatus {

    /** The target. */
    FleetTarget target();

    /** Nothing is pending, and there is no problem. */
    record UpToDate(FleetTarget target) implements TargetStatus {
        public UpToDate {
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * Migrations are pending, and nothing prevents them.
     *
     * @param migrations those that are pending, in order; not empty
     */
    record Pending(FleetTarget target, List<MigrationId> migrations) implements TargetStatus {
        public Pending {
            Objects.requireNonNull(target, "target");
            migrations = List.copyOf(migrations);
        }
    }

    /**
     * Another run is under way.
     *
     * @param holder who has the lease
     * @param migrations those that are pending, in order; may be empty
     */
    record Running(FleetTarget target, MigrationStatus.LeaseHolder holder, List<MigrationId> migrations)
            implements TargetStatus {
        public Running {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(holder, "holder");
            migrations = List.copyOf(migrations);
        }
    }

    /**
     * The next run would be refused.
     *
     * @param problems what prevents it; not empty
     */
    record Refused(FleetTarget target, List<Problem> problems) implements TargetStatus {
        public Refused {
            Objects.requireNonNull(target, "target");
            problems = List.copyOf(problems);
        }
    }

    /**
     * The status could not be read.
     *
     * @param failure e.g. a {@link dev.manticore.migrations.DatabaseUnreachableException}
     */
    record Failed(FleetTarget target, RuntimeException failure) implements TargetStatus {
        public Failed {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(failure, "failure");
        }
    }

    /** The call was interrupted before this target was looked at. */
    record Unknown(FleetTarget target) implements TargetStatus {
        public Unknown {
            Objects.requireNonNull(target, "target");
        }
    }
}
