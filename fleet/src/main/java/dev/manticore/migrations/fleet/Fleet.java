package dev.manticore.migrations.fleet;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.function.Function;

/**
 * Migrates many databases and schemas that have the same migrations, with blocking calls.
 *
 * <p>Each target is migrated by an ordinary {@link Migrator}, with a history and a lease of its
 * own. The fleet chooses the order, limits how many are migrated at a time, and reports. What fails for one target is part
 * of the result and does not end the call. A call that is interrupted begins no further target, interrupts the runs under
 * way, waits for them, and returns what came of every target; the thread is interrupted then.
 *
 * <p>Thread-safe and stateless: each call reads the sources, once for all targets, and the histories again. A call for what
 * an earlier one has not finished does the rest.
 */
public final class Fleet {
    private final FleetCalls calls;

    private Fleet(FleetCalls calls) {
        this.calls = calls;
    }

    /**
     * Starts to build a fleet.
     *
     * @param runners gives the runner of a {@link FleetTarget#database}. Called on any thread, for each run; it should
     *     give the same runner for the same database, e.g. one over a pool
     */
    public static FleetBuilder<Fleet> builder(Function<String, TxRunner> runners) {
        return new FleetBuilder<>(
                database -> Migrator.builder(runners.apply(database)).map(BlockingMigrator::new), Fleet::new);
    }

    /**
     * Applies all pending migrations of all targets.
     *
     * @throws IllegalArgumentException if two targets have the same name, or the same database and schema
     */
    public FleetReport migrate(List<FleetTarget> targets) {
        return migrate(targets, Target.latest());
    }

    /** Migrates all targets up or down to {@code target}. See {@link #migrate(List)}. */
    public FleetReport migrate(List<FleetTarget> targets, Target target) {
        return calls.migrate(targets, target);
    }

    /**
     * Does what a plan says that somebody has seen, and nothing else. A target that had nothing to do is left alone. One that could not be
     * planned has that failure as its result. If another run has changed its history since then, or somebody the files, nothing is done for a target,
     * and its result is an {@link dev.manticore.migrations.InvalidMigrationsException} with
     * {@link dev.manticore.migrations.Problem.Kind#PLAN_CHANGED}.
     */
    public FleetReport migrate(FleetPlan agreed) {
        return calls.migrate(agreed);
    }

    /** Reverts the {@code count} highest applied versions of each target. See {@link #migrate(List)}. */
    public FleetReport rollback(List<FleetTarget> targets, int count) {
        return migrate(targets, Target.rollback(count));
    }

    /**
     * Creates the schema of a new target and applies all migrations. A target on which nothing was finished is continued.
     *
     * @return one result; it is {@link TargetResult.Failed} with a {@link TargetExistsException} if something is applied
     *     there already
     */
    public FleetReport create(FleetTarget target) {
        return calls.create(target);
    }

    /** Returns what {@link #migrate(List, Target)} would do. Creates no table. */
    public FleetPlan plan(List<FleetTarget> targets, Target target) {
        return calls.plan(targets, target);
    }

    /**
     * Returns how the targets stand. Creates no table. On PostgreSQL, the histories of the schemas of one database are read
     * with few queries.
     */
    public FleetStatus status(List<FleetTarget> targets) {
        return calls.status(targets);
    }

    /** Like {@link #status}, and checks the undo scripts of applied migrations as well. */
    public FleetStatus validate(List<FleetTarget> targets) {
        return calls.validate(targets);
    }

    /**
     * Asks a database for its targets, in one round trip.
     *
     * @param server {@link FleetTarget#server()} of the targets
     * @param database {@link FleetTarget#database()} of the targets; the database that is asked
     * @param sql one {@code SELECT}: its first column is the schema; the second, if there is one, the name
     * @return the targets, in the order of the rows
     * @throws dev.manticore.migrations.MigrationException if the database cannot be asked
     * @throws IllegalArgumentException if a row has no schema, or two have the same schema or name
     */
    public List<FleetTarget> tenants(String server, String database, String sql) {
        return calls.tenants(server, database, sql);
    }
}
