package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import java.util.Objects;

/** What came of one target. */
public sealed interface TargetResult {

    /** The target. */
    FleetTarget target();

    /**
     * Something was done, and everything succeeded.
     *
     * @param report what was done
     */
    record Migrated(FleetTarget target, MigrationReport report) implements TargetResult {
        public Migrated {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(report, "report");
        }
    }

    /** There was nothing to do. */
    record UpToDate(FleetTarget target) implements TargetResult {
        public UpToDate {
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * It failed.
     *
     * @param failure a {@link dev.manticore.migrations.MigrationException}, which carries what was done before, or an
     *     exception of a broken adapter
     */
    record Failed(FleetTarget target, RuntimeException failure) implements TargetResult {
        public Failed {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(failure, "failure");
        }
    }

    /**
     * Nothing was begun.
     *
     * @param reason why
     */
    record NotBegun(FleetTarget target, Reason reason) implements TargetResult {
        public NotBegun {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Why a target was not begun. */
    enum Reason {
        /** One of the first targets failed, see {@link FleetBuilder#canary(int)}. */
        CANARY_FAILED,
        /** More targets failed than {@link FleetBuilder#maxFailures} allows. */
        TOO_MANY_FAILURES,
        /** The call was interrupted or cancelled. */
        INTERRUPTED
    }
}
