package dev.manticore.migrations;

import dev.manticore.migrations.internal.connection.RunThreads;
import dev.manticore.migrations.internal.execute.AgreedPlan;
import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.internal.operation.Adopt;
import dev.manticore.migrations.internal.operation.AppliedVersions;
import dev.manticore.migrations.internal.operation.AskDatabase;
import dev.manticore.migrations.internal.operation.Baseline;
import dev.manticore.migrations.internal.operation.Create;
import dev.manticore.migrations.internal.operation.Initialize;
import dev.manticore.migrations.internal.operation.ListMigrations;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.operation.PlanAdoption;
import dev.manticore.migrations.internal.operation.ReadDigests;
import dev.manticore.migrations.internal.operation.Repair;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.internal.operation.Status;
import dev.manticore.migrations.internal.operation.Unlock;
import dev.manticore.migrations.internal.run.AsyncRuns;
import dev.manticore.migrations.internal.run.Environment;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.Rows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a database without blocking: the non-blocking counterpart of {@link Migrator}.
 *
 * <p>Thread-safe and stateless: each call reads the sources and the history again. Calls return at once. A stage
 * completes exactly once, on any thread. It fails only with a {@link MigrationException}, whose
 * {@link MigrationException#remedy()} says what to do, or with an exception of a broken adapter. The stage itself fails
 * with that exception; dependent stages receive it wrapped in a {@link java.util.concurrent.CompletionException}. An
 * illegal argument makes the call throw at once.
 */
public final class AsyncMigrator {
    private final AsyncRuns runs;

    private AsyncMigrator(AsyncRuns runs) {
        this.runs = runs;
    }

    /**
     * Starts to build a migrator for the database behind {@code runner}. Each run has a thread of its own while it lasts: a
     * virtual one where the JDK has them (21 and later), a daemon platform thread elsewhere.
     */
    public static MigratorBuilder<AsyncMigrator> builder(AsyncTxRunner runner) {
        return builder(runner, RunThreads.lightest());
    }

    /**
     * Starts to build a migrator for the database behind {@code runner}.
     *
     * @param executor must start each task at once, on a thread of its own that the task may block. A run needs one thread
     *     until it ends, and a second one while it renews the lease during a long statement. If the executor rejects the
     *     task, the call fails with a {@link RunInterruptedException}
     */
    public static MigratorBuilder<AsyncMigrator> builder(AsyncTxRunner runner, Executor executor) {
        return new MigratorBuilder<>(
                runner.sendsCopyData(),
                runner::codeRefusal,
                settings -> new AsyncMigrator(new AsyncRuns(runner, executor, settings, Environment.real())));
    }

    /**
     * Returns a migrator that passes each task through {@code wrap}. For adapters that must set a context, such as
     * Vert.x's, on the thread of a run.
     *
     * @param wrap called on the thread that starts a task, with the task; returns what the executor runs in its place,
     *     which has to run the task once, on the same thread
     */
    public AsyncMigrator wrapping(UnaryOperator<Runnable> wrap) {
        return new AsyncMigrator(runs.wrapping(wrap));
    }

    /** Applies all pending migrations. */
    public AsyncRun<MigrationReport> migrate() {
        return run(new Migrate(Target.latest()));
    }

    /** Migrates up or down to {@code version}; 0 reverts everything. */
    public AsyncRun<MigrationReport> migrate(long version) {
        return run(new Migrate(Target.version(version)));
    }

    /** Migrates up or down to {@code target}. */
    public AsyncRun<MigrationReport> migrate(Target target) {
        return run(new Migrate(target));
    }

    /**
     * Migrates to {@code target} exactly as a plan says that somebody has seen before; otherwise nothing is done. Another run
     * may have changed the history since then, or somebody the files.
     *
     * @param agreed from {@link #plan}, with the same target
     * @throws InvalidMigrationsException with {@link Problem.Kind#PLAN_CHANGED} if something else is to be done now
     */
    public AsyncRun<MigrationReport> migrate(Target target, Plan agreed) {
        return run(new Migrate(target, new AgreedPlan(agreed)));
    }

    /** Reverts the {@code count} highest applied versions, or all if fewer are applied. */
    public AsyncRun<MigrationReport> rollback(int count) {
        return run(new Migrate(Target.rollback(count)));
    }

    /** Reverts one applied migration, regardless of its position in the history. */
    public AsyncRun<MigrationReport> revert(long version) {
        return run(new Migrate(Target.revert(version)));
    }

    /**
     * Takes the lease from its holder and releases it at once. Use it for a runner that is known to have crashed, to
     * avoid waiting until its lease expires.
     *
     * <p>Nothing is executed twice. If the holder is still alive, its current step fails when the run records it: an
     * atomic script is rolled back. A statement of a stepwise script is treated like one of a crashed runner, even if
     * the server still executes it.
     *
     * @return the previous holder, and how much longer its lease would have lasted; empty if nobody held the lease
     */
    public AsyncRun<Optional<MigrationStatus.LeaseHolder>> unlock() {
        return run(new Unlock());
    }

    /**
     * Tells the next run how to continue a partially applied migration or undo, where a run cannot decide that itself.
     * Executes none of its statements. Waits for the lease as a run does.
     *
     * @return where the migration stands now
     * @throws InvalidMigrationsException if nothing is partially applied, or it cannot be continued in this way
     */
    public AsyncRun<Resumed> resume(Resumption resumption) {
        return run(new Resume(resumption));
    }

    /**
     * Takes over the history of another tool, whose migrations are among the sources: writes a row for each migration that
     * it has applied, in one transaction. The other table is only read; the tool must not migrate meanwhile. Waits for the
     * lease as a run does. Does nothing if the rows are there already.
     *
     * @param from e.g. {@link ReadableHistory#goose()}
     * @throws InvalidMigrationsException with everything in which that history differs from the files; if something failed
     *     or is half done over there; or if this history has other rows
     */
    public AsyncRun<Adoption> adopt(ReadableHistory from) {
        return run(new Adopt(from));
    }

    /** Returns what {@link #adopt} would write. Creates no table. */
    public AsyncRun<Adoption> planAdoption(ReadableHistory from) {
        return run(new PlanAdoption(from));
    }

    /**
     * Records a database without history as being at a version: all versions up to it count as applied. Executes nothing.
     * Waits for the lease as a run does. Does nothing if the database has this baseline already.
     *
     * @param description null for {@link Baselined#DESCRIPTION}
     * @return the baseline
     * @throws InvalidMigrationsException if the history has other rows, or something is partially applied
     */
    public AsyncRun<Baselined> baseline(Version version, @Nullable String description) {
        return run(new Baseline(version, Objects.requireNonNullElse(description, Baselined.DESCRIPTION)));
    }

    /**
     * Brings the history up to date with the files: records descriptions and checksums as they are now, and takes failed
     * migrations out. Executes no migration. Waits for the lease as a run does; all changes are one transaction. If there is
     * nothing to do, it ends without the lease.
     *
     * @param options what else is changed
     * @return what was changed, and what was not, because its option was not given
     * @throws InvalidMigrationsException if the files are not valid
     */
    public AsyncRun<RepairReport> repair(RepairOption... options) {
        return run(new Repair(Set.of(options), false));
    }

    /** Returns what {@link #repair} would do. Creates no table. */
    public AsyncRun<RepairReport> planRepair(RepairOption... options) {
        return run(new Repair(Set.of(options), true));
    }

    /** Creates the tables of history and lease, or completes a history table that the Python client created. */
    public AsyncRun<Void> initialize() {
        return run(new Initialize());
    }

    /** Returns the migrations that the sources hold, ascending by version, with the SQL that applies and reverts each. */
    public AsyncRun<List<Migration>> migrations() {
        return run(new ListMigrations());
    }

    /** Returns the applied versions in ascending order; empty if there is no history. Creates no table. */
    public AsyncRun<List<Version>> appliedVersions() {
        return run(new AppliedVersions());
    }

    /** Returns files and history side by side. Creates no table. */
    public AsyncRun<MigrationStatus> status() {
        return run(new Status());
    }

    /**
     * Returns digests of the histories of many schemas of this database: schemas with equal digests have histories that differ
     * in nothing that a plan depends on, and nobody migrates them. It takes few round trips, and creates no table.
     *
     * @param schemas not quoted; the schema of this migrator has no meaning here
     * @return the digest of each schema; without those that need a look of their own: which have no history or an empty
     *     one, may not be read, or whose lease is held or has something partially applied. Empty on CockroachDB and for
     *     histories in another store
     */
    public AsyncRun<Map<String, String>> historyDigests(List<String> schemas) {
        return run(new ReadDigests(schemas));
    }

    /**
     * Executes a query on a connection of this migrator, e.g. one for the schemas that are to be migrated.
     *
     * @param select one statement, in a transaction of its own
     * @throws IllegalArgumentException if it is not one statement
     */
    public AsyncRun<Rows> query(String select) {
        return run(new AskDatabase(select));
    }

    /** Returns what {@link #migrate(Target)} would do. Creates no table. */
    public AsyncRun<Plan> plan(Target target) {
        return run(new MakePlan(target));
    }

    /**
     * Checks everything that can be checked without applying anything, also the undo scripts of applied migrations, which a plan
     * does not open. Creates no table.
     *
     * @return the pending migrations
     * @throws InvalidMigrationsException with all problems, if there are any
     */
    public AsyncRun<Plan> validate() {
        return run(new MakePlan(Target.latest(), true));
    }

    /**
     * Creates a migration file and its undo file, to be filled in by a person. The version is one more than the highest
     * one of files and history.
     *
     * @throws IllegalStateException if no source is writable
     */
    public AsyncRun<CreatedMigration> create(String description) {
        return create(description, VersionScheme.NEXT);
    }

    /** Like {@link #create(String)}, with a choice of the version scheme. */
    public AsyncRun<CreatedMigration> create(String description, VersionScheme scheme) {
        return run(new Create(new NewMigration(description, scheme, null, null)));
    }

    /** Like {@link #create(String)}, with the SQL that applies and the SQL that reverts the migration. */
    public AsyncRun<CreatedMigration> create(String description, String upSql, String downSql) {
        return run(new Create(new NewMigration(description, VersionScheme.NEXT, upSql, downSql)));
    }

    private <T> AsyncRun<T> run(Operation<T> operation) {
        return runs.start(operation);
    }
}
