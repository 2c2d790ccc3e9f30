package dev.manticore.migrations;

import dev.manticore.migrations.internal.engine.Ambient;
import dev.manticore.migrations.internal.engine.AsyncDriver;
import dev.manticore.migrations.internal.engine.Operations;
import dev.manticore.migrations.internal.engine.Result;
import dev.manticore.migrations.internal.engine.Step;
import dev.manticore.migrations.internal.engine.Threads;
import dev.manticore.migrations.internal.script.NewMigration;
import dev.manticore.migrations.spi.AsyncTxRunner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Migrates a database without blocking: what {@link Migrator} is, in the other colour.
 *
 * <p>Thread-safe and without state: each call reads the sources and the history anew. Calls return at once; a stage
 * completes exactly once, on whatever thread, exceptionally only with a {@link MigrationException},
 * whose {@link MigrationException#remedy()} says what to do, or with what a broken adapter threw. It fails with that
 * itself; only what depends on it gets it inside of a {@link java.util.concurrent.CompletionException}. An illegal
 * argument makes the call throw at once.
 */
public final class AsyncMigrator {
    private final Operations operations;
    private final AsyncDriver driver;

    private AsyncMigrator(Operations operations, AsyncDriver driver) {
        this.operations = operations;
        this.driver = driver;
    }

    /**
     * Starts to build a migrator for the database behind {@code runner}. It works on a few threads of its own, daemons that
     * end when there is nothing to do.
     */
    public static MigratorBuilder<AsyncMigrator> builder(AsyncTxRunner runner) {
        return builder(runner, Threads.workers());
    }

    /**
     * Starts to build a migrator for the database behind {@code runner}.
     *
     * @param workers does all the migrator's work between two replies of the database: reads the sources, plans, calls the
     *     listeners. One that takes no more tasks ends a run with a {@link RunInterruptedException}
     */
    public static MigratorBuilder<AsyncMigrator> builder(AsyncTxRunner runner, Executor workers) {
        return new MigratorBuilder<>(
                runner.sendsCopyData(),
                settings -> new AsyncMigrator(
                        new Operations(settings, Ambient.real()),
                        new AsyncDriver(runner, settings.listeners(), workers)));
    }

    /**
     * This migrator with other workers: for an adapter whose workers are to know which call they work for.
     *
     * @param workers as those of {@link #builder(AsyncTxRunner, Executor)}
     */
    public AsyncMigrator workingOn(Executor workers) {
        return new AsyncMigrator(operations, driver.with(workers));
    }

    /** Applies everything that is pending. */
    public CompletionStage<MigrationReport> migrate() {
        return run(operations.migrate(Target.latest()));
    }

    /** Applies or reverts what leads to {@code version}; 0 reverts everything. */
    public CompletionStage<MigrationReport> migrate(long version) {
        return run(operations.migrate(Target.version(version)));
    }

    /** Applies or reverts what leads to {@code target}. */
    public CompletionStage<MigrationReport> migrate(Target target) {
        return run(operations.migrate(target));
    }

    /** Reverts the {@code count} highest applied versions, or all if fewer are applied. */
    public CompletionStage<MigrationReport> rollback(int count) {
        return run(operations.migrate(Target.rollback(count)));
    }

    /** Reverts one applied migration, wherever it stands in the history. */
    public CompletionStage<MigrationReport> revert(long version) {
        return run(operations.migrate(Target.revert(version)));
    }

    /**
     * Takes the lease from whoever holds it, and releases it at once. What that runner has under way fails when it is to
     * be recorded, so that nothing is done twice: an atomic script is rolled back, and a statement of a stepwise one
     * counts as one that a dead runner left, even if the server still carries it out. For a runner that is known to be
     * dead; its lease ends by itself, too.
     *
     * @return who held it, and for how much longer it would have; empty when nobody did
     */
    public CompletionStage<Optional<MigrationStatus.LeaseHolder>> unlock() {
        return run(operations.unlock());
    }

    /**
     * Says how a migration, or an undo, that is part done is gone on with, where no run can find that out or go on. Runs
     * none of its statements. Waits for the lease as a run does.
     *
     * @return where it stands now
     * @throws InvalidMigrationsException when nothing is part done, or it cannot be gone on with like that
     */
    public CompletionStage<Resumed> resume(Resumption resumption) {
        return run(operations.resume(resumption));
    }

    /** Makes the tables of history and lease, or completes a history table that the Python client made. */
    public CompletionStage<Void> initialize() {
        Result<Void> initialized = new Result<>();
        run(operations.initialize()).whenComplete((made, failure) -> initialized.settle(null, failure));
        return initialized;
    }

    /** The applied versions, ascending; empty when there is no history. Makes no table. */
    public CompletionStage<List<Long>> appliedVersions() {
        return run(operations.appliedVersions());
    }

    /** Files and history side by side. Makes no table. */
    public CompletionStage<MigrationStatus> status() {
        return run(operations.status());
    }

    /** What {@link #migrate(Target)} would do. Makes no table. */
    public CompletionStage<Plan> plan(Target target) {
        return run(operations.plan(target));
    }

    /**
     * Checks everything that can be checked without applying anything. Makes no table.
     *
     * @return the migrations that are pending
     * @throws InvalidMigrationsException with all problems, if there are any
     */
    public CompletionStage<Plan> validate() {
        return run(operations.plan(Target.latest()));
    }

    /**
     * Writes a new pair of files with the next version over files and history, for a person to fill in.
     *
     * @throws IllegalStateException when none of the sources can be written to
     */
    public CompletionStage<CreatedMigration> create(String description) {
        return create(description, VersionScheme.NEXT);
    }

    /** As {@link #create(String)}, with a choice of the version. */
    public CompletionStage<CreatedMigration> create(String description, VersionScheme scheme) {
        return run(operations.create(new NewMigration(description, scheme, null, null)));
    }

    /** As {@link #create(String)}, with what applies and what reverts it. */
    public CompletionStage<CreatedMigration> create(String description, String upSql, String downSql) {
        return run(operations.create(new NewMigration(description, VersionScheme.NEXT, upSql, downSql)));
    }

    private <T> CompletionStage<T> run(Step<T> step) {
        return driver.run(step);
    }
}
