package dev.manticore.migrations.fleet;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.spi.AsyncTxRunner;
import java.util.List;
import java.util.function.Function;

/**
 * Migrates many databases and schemas that have the same migrations, without blocking: the non-blocking counterpart of
 * {@link Fleet}. Each call returns at once and has daemon threads of its own while it lasts. {@link AsyncRun#cancel} is
 * what an interrupt is to a {@link Fleet}: the result then says what came of every target.
 */
public final class AsyncFleet {
    private AsyncFleet() {}

    /** Starts to build a fleet; see {@link Fleet#builder}. */
    public static FleetBuilder<AsyncFleet> builder(Function<String, AsyncTxRunner> runners) {
        return new FleetBuilder<>();
    }

    /** See {@link Fleet#migrate(List)}. */
    public AsyncRun<FleetReport> migrate(List<FleetTarget> targets) {
        return migrate(targets, Target.latest());
    }

    /** See {@link Fleet#migrate(List, Target)}. */
    public AsyncRun<FleetReport> migrate(List<FleetTarget> targets, Target target) {
        throw new UnsupportedOperationException();
    }

    /** See {@link Fleet#rollback}. */
    public AsyncRun<FleetReport> rollback(List<FleetTarget> targets, int count) {
        return migrate(targets, Target.rollback(count));
    }

    /** See {@link Fleet#create}. */
    public AsyncRun<FleetReport> create(FleetTarget target) {
        throw new UnsupportedOperationException();
    }

    /** See {@link Fleet#plan}. */
    public AsyncRun<FleetPlan> plan(List<FleetTarget> targets, Target target) {
        throw new UnsupportedOperationException();
    }

    /** See {@link Fleet#status}. */
    public AsyncRun<FleetStatus> status(List<FleetTarget> targets) {
        throw new UnsupportedOperationException();
    }

    /** See {@link Fleet#validate}. */
    public AsyncRun<FleetStatus> validate(List<FleetTarget> targets) {
        throw new UnsupportedOperationException();
    }

    /** See {@link Fleet#tenants}. */
    public AsyncRun<List<FleetTarget>> tenants(String server, String database, String sql) {
        throw new UnsupportedOperationException();
    }
}
