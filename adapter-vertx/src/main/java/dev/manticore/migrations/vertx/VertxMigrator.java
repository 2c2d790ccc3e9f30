package dev.manticore.migrations.vertx;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.spi.AsyncTxRunner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Migrates a database from Vert.x: what {@link AsyncMigrator} is, with Vert.x's futures.
 *
 * <p>Thread-safe and without state: each call reads the sources and the history anew. Calls return at once, and nothing
 * of theirs runs on an event loop for long: sources are read, scripts cut, plans made and listeners called on worker
 * threads. The database's answers come in on an event loop, also where the call comes from a worker, which may be busy.
 * A future completes exactly once, on the context of the call, or, where that is closed by then, on any thread;
 * it fails with a {@link MigrationException}, whose {@link MigrationException#remedy()} says what to do, or with what a
 * broken listener, source or adapter threw. An illegal argument makes the call throw at once.
 */
public final class VertxMigrator {
    private final Vertx vertx;
    private final AsyncMigrator migrator;

    private VertxMigrator(Vertx vertx, AsyncMigrator migrator) {
        this.vertx = vertx;
        this.migrator = migrator;
    }

    /**
     * Starts to build a migrator for the database behind a pool.
     *
     * @param vertx whose contexts the futures complete on; stays the caller's to close
     * @param pool of the Vert.x PostgreSQL client; one connection is enough; stays the caller's to close
     */
    public static MigratorBuilder<VertxMigrator> builder(Vertx vertx, Pool pool) {
        return builder(vertx, VertxTxRunner.over(pool));
    }

    /** As {@link #builder(Vertx, Pool)}, over another way to reach the database. */
    public static MigratorBuilder<VertxMigrator> builder(Vertx vertx, AsyncTxRunner runner) {
        Objects.requireNonNull(vertx, "vertx");
        return AsyncMigrator.builder(runner, Workers.of(vertx)).map(migrator -> new VertxMigrator(vertx, migrator));
    }

    /** Applies everything that is pending. */
    public Future<MigrationReport> migrate() {
        return call(async -> async.migrate());
    }

    /** Applies or reverts what leads to {@code version}; 0 reverts everything. */
    public Future<MigrationReport> migrate(long version) {
        return call(async -> async.migrate(version));
    }

    /** Applies or reverts what leads to {@code target}. */
    public Future<MigrationReport> migrate(Target target) {
        return call(async -> async.migrate(target));
    }

    /** Reverts the {@code count} highest applied versions, or all if fewer are applied. */
    public Future<MigrationReport> rollback(int count) {
        return call(async -> async.rollback(count));
    }

    /** Reverts one applied migration, wherever it stands in the history. */
    public Future<MigrationReport> revert(long version) {
        return call(async -> async.revert(version));
    }

    /**
     * Takes the lease from whoever holds it, and releases it at once: see {@link AsyncMigrator#unlock()}.
     *
     * @return who held it, and for how much longer it would have; empty when nobody did
     */
    public Future<Optional<MigrationStatus.LeaseHolder>> unlock() {
        return call(AsyncMigrator::unlock);
    }

    /**
     * Says how a migration, or an undo, that is part done is gone on with: see {@link AsyncMigrator#resume(Resumption)}.
     *
     * @return where it stands now; fails with an {@link InvalidMigrationsException} when nothing is part done, or it
     *     cannot be gone on with like that
     */
    public Future<Resumed> resume(Resumption resumption) {
        return call(async -> async.resume(resumption));
    }

    /** Makes the tables of history and lease, or completes a history table that the Python client made. */
    public Future<Void> initialize() {
        return call(AsyncMigrator::initialize);
    }

    /** The applied versions, ascending; empty when there is no history. Makes no table. */
    public Future<List<Long>> appliedVersions() {
        return call(AsyncMigrator::appliedVersions);
    }

    /** Files and history side by side. Makes no table. */
    public Future<MigrationStatus> status() {
        return call(AsyncMigrator::status);
    }

    /** What {@link #migrate(Target)} would do. Makes no table. */
    public Future<Plan> plan(Target target) {
        return call(async -> async.plan(target));
    }

    /**
     * Checks everything that can be checked without applying anything. Makes no table.
     *
     * @return the migrations that are pending; fails with an {@link InvalidMigrationsException} with all problems, if
     *     there are any
     */
    public Future<Plan> validate() {
        return call(AsyncMigrator::validate);
    }

    /**
     * Writes a new pair of files with the next version over files and history, for a person to fill in.
     *
     * @return fails with an {@link IllegalStateException} when none of the sources can be written to
     */
    public Future<CreatedMigration> create(String description) {
        return call(async -> async.create(description));
    }

    /** As {@link #create(String)}, with a choice of the version. */
    public Future<CreatedMigration> create(String description, VersionScheme scheme) {
        return call(async -> async.create(description, scheme));
    }

    /** As {@link #create(String)}, with what applies and what reverts it. */
    public Future<CreatedMigration> create(String description, String upSql, String downSql) {
        return call(async -> async.create(description, upSql, downSql));
    }

    private <T> Future<T> call(Function<AsyncMigrator, CompletionStage<T>> operation) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        Executor workers = Workers.of(vertx).in(context);
        return Completion.of(operation.apply(migrator.workingOn(workers)), context);
    }
}
