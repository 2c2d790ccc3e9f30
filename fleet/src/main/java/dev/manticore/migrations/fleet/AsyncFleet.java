package dev.manticore.migrations.fleet;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.spi.AsyncTxRunner;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Migrates many databases and schemas that have the same migrations, without blocking: the non-blocking counterpart of
 * {@link Fleet}. Each call returns at once and has daemon threads of its own while it lasts. {@link AsyncRun#cancel} is
 * what an interrupt is to a {@link Fleet}: the result then says what came of every target.
 */
public final class AsyncFleet {
    private final FleetCalls calls;

    private AsyncFleet(FleetCalls calls) {
        this.calls = calls;
    }

    /** Starts to build a fleet; see {@link Fleet#builder}. */
    public static FleetBuilder<AsyncFleet> builder(Function<String, AsyncTxRunner> runners) {
        return new FleetBuilder<>(
                database -> AsyncMigrator.builder(runners.apply(database)).map(AwaitedMigrator::of), AsyncFleet::new);
    }

    /** See {@link Fleet#migrate(List)}. */
    public AsyncRun<FleetReport> migrate(List<FleetTarget> targets) {
        return migrate(targets, Target.latest());
    }

    /** See {@link Fleet#migrate(List, Target)}. */
    public AsyncRun<FleetReport> migrate(List<FleetTarget> targets, Target target) {
        return start(() -> calls.migrate(targets, target));
    }

    /** See {@link Fleet#migrate(FleetPlan)}. */
    public AsyncRun<FleetReport> migrate(FleetPlan agreed) {
        return start(() -> calls.migrate(agreed));
    }

    /** See {@link Fleet#rollback}. */
    public AsyncRun<FleetReport> rollback(List<FleetTarget> targets, int count) {
        return migrate(targets, Target.rollback(count));
    }

    /** See {@link Fleet#create}. */
    public AsyncRun<FleetReport> create(FleetTarget target) {
        return start(() -> calls.create(target));
    }

    /** See {@link Fleet#plan}. */
    public AsyncRun<FleetPlan> plan(List<FleetTarget> targets, Target target) {
        return start(() -> calls.plan(targets, target));
    }

    /** See {@link Fleet#status}. */
    public AsyncRun<FleetStatus> status(List<FleetTarget> targets) {
        return start(() -> calls.status(targets));
    }

    /** See {@link Fleet#validate}. */
    public AsyncRun<FleetStatus> validate(List<FleetTarget> targets) {
        return start(() -> calls.validate(targets));
    }

    /** See {@link Fleet#tenants}. */
    public AsyncRun<List<FleetTarget>> tenants(String server, String database, String sql) {
        return start(() -> calls.tenants(server, database, sql));
    }

    private static <T> AsyncRun<T> start(Supplier<T> call) {
        return AsyncRun.start(
                task -> {
                    Thread thread = new Thread(task, "manticore-fleet");
                    thread.setDaemon(true);
                    thread.start();
                },
                call);
    }
}
