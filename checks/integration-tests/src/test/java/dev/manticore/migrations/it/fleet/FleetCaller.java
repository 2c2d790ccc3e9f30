package dev.manticore.migrations.it.fleet;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.fleet.AsyncFleet;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetPlan;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.FleetTarget;
import java.util.List;

/** Calls a fleet through one of the APIs, and waits for what comes of it. */
interface FleetCaller {
    FleetReport migrate(List<FleetTarget> targets, Target target);

    FleetReport migrate(FleetPlan agreed);

    FleetReport create(FleetTarget target);

    FleetPlan plan(List<FleetTarget> targets, Target target);

    FleetStatus status(List<FleetTarget> targets);

    FleetStatus validate(List<FleetTarget> targets);

    List<FleetTarget> tenants(String server, String database, String sql);

    default FleetReport migrate(List<FleetTarget> targets) {
        return migrate(targets, Target.latest());
    }

    /** Waits for a run. */
    interface Waiting {
        <T> T await(AsyncRun<T> run);
    }

    static FleetCaller of(Fleet fleet) {
        return new FleetCaller() {
            @Override
            public FleetReport migrate(List<FleetTarget> targets, Target target) {
                return fleet.migrate(targets, target);
            }

            @Override
            public FleetReport migrate(FleetPlan agreed) {
                return fleet.migrate(agreed);
            }

            @Override
            public FleetReport create(FleetTarget target) {
                return fleet.create(target);
            }

            @Override
            public FleetPlan plan(List<FleetTarget> targets, Target target) {
                return fleet.plan(targets, target);
            }

            @Override
            public FleetStatus status(List<FleetTarget> targets) {
                return fleet.status(targets);
            }

            @Override
            public FleetStatus validate(List<FleetTarget> targets) {
                return fleet.validate(targets);
            }

            @Override
            public List<FleetTarget> tenants(String server, String database, String sql) {
                return fleet.tenants(server, database, sql);
            }
        };
    }

    static FleetCaller of(AsyncFleet fleet, Waiting waiting) {
        return new FleetCaller() {
            @Override
            public FleetReport migrate(List<FleetTarget> targets, Target target) {
                return waiting.await(fleet.migrate(targets, target));
            }

            @Override
            public FleetReport migrate(FleetPlan agreed) {
                return waiting.await(fleet.migrate(agreed));
            }

            @Override
            public FleetReport create(FleetTarget target) {
                return waiting.await(fleet.create(target));
            }

            @Override
            public FleetPlan plan(List<FleetTarget> targets, Target target) {
                return waiting.await(fleet.plan(targets, target));
            }

            @Override
            public FleetStatus status(List<FleetTarget> targets) {
                return waiting.await(fleet.status(targets));
            }

            @Override
            public FleetStatus validate(List<FleetTarget> targets) {
                return waiting.await(fleet.validate(targets));
            }

            @Override
            public List<FleetTarget> tenants(String server, String database, String sql) {
                return waiting.await(fleet.tenants(server, database, sql));
            }
        };
    }
}
