package dev.manticore.migrations.vertx;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.ReadableHistory;
import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a database from Vert.x: the counterpart of {@link AsyncMigrator} with Vert.x futures.
 *
 * <p>Thread-safe and stateless: each call reads the sources and the history again. Calls return at once and never block
 * an event loop: worker threads read sources, split scripts, plan and call listeners. Answers of the database arrive on
 * an event loop, even if the call comes from a worker.
 *
 * <p>A future completes exactly once, on the context of the call, or on any thread if that context is closed by then.
 * It fails with a {@link MigrationException}, whose {@link MigrationException#remedy()} says what to do, or with an
 * exception of a broken listener, source or adapter. An illegal argument makes the call throw at once.
 *
 * <p>Closing Vert.x cancels the runs, as {@link VertxRun#cancel()} does: the server cancels the statement in progress, the
 * lease is released, and Vert.x waits for that. The pool has to be open meanwhile. A pool that was created in a verticle
 * is: Vert.x undeploys verticles later. A pool that was created outside of one, with this {@code Vertx}, is closed in the
 * same moment in which the runs are cancelled. Then the statement is cancelled all the same, but nothing can release the
 * lease, which expires by itself.
 */
public final class VertxMigrator {
    /** A run that hangs must not keep Vert.x from closing. */
    private static final int LONGEST_CLOSING_SECONDS = 15;

    private final Vertx vertx;
    private final AsyncMigrator migrator;

    private VertxMigrator(Vertx vertx, AsyncMigrator migrator) {
        this.vertx = vertx;
        this.migrator = migrator;
    }

    /**
     * Returns a builder of a migrator for the database of a pool.
     *
     * @param vertx the futures complete on its contexts; the caller has to close it
     * @param pool a pool of the Vert.x PostgreSQL client; one connection is enough; the caller has to close it
     */
    public static MigratorBuilder<VertxMigrator> builder(Vertx vertx, Pool pool) {
        return builder(vertx, VertxTxRunner.over(pool));
    }

    /** Like {@link #builder(Vertx, Pool)}, with a custom runner. */
    public static MigratorBuilder<VertxMigrator> builder(Vertx vertx, AsyncTxRunner runner) {
        Objects.requireNonNull(vertx, "vertx");
        return AsyncMigrator.builder(runner).map(migrator -> new VertxMigrator(vertx, migrator));
    }

    /** Applies all pending migrations. */
    public Future<MigrationReport> migrate() {
        return call(async -> async.migrate());
    }

    /** Migrates up or down to {@code version}; 0 reverts everything. */
    public Future<MigrationReport> migrate(long version) {
        return call(async -> async.migrate(version));
    }

    /** Migrates up or down to {@code target}. */
    public Future<MigrationReport> migrate(Target target) {
        return call(async -> async.migrate(target));
    }

    /** Migrates to {@code target} exactly as a plan says: see {@link AsyncMigrator#migrate(Target, Plan)}. */
    public Future<MigrationReport> migrate(Target target, Plan agreed) {
        return call(async -> async.migrate(target, agreed));
    }

    /** Reverts the {@code count} highest applied versions, or all if fewer are applied. */
    public Future<MigrationReport> rollback(int count) {
        return call(async -> async.rollback(count));
    }

    /** Reverts one applied migration, regardless of its position in the history. */
    public Future<MigrationReport> revert(long version) {
        return call(async -> async.revert(version));
    }

    /**
     * Takes the lease from its holder and releases it at once: see {@link AsyncMigrator#unlock()}.
     *
     * @return the previous holder, and how much longer its lease would have lasted; empty if nobody held the lease
     */
    public Future<Optional<MigrationStatus.LeaseHolder>> unlock() {
        return call(AsyncMigrator::unlock);
    }

    /**
     * Tells the next run how to continue a partially applied migration or undo: see
     * {@link AsyncMigrator#resume(Resumption)}.
     *
     * @return where the migration stands now; fails with an {@link InvalidMigrationsException} if nothing is partially
     *     applied, or it cannot be continued in this way
     */
    public Future<Resumed> resume(Resumption resumption) {
        return call(async -> async.resume(resumption));
    }

    /** Takes over the history of another tool; see {@link AsyncMigrator#adopt(ReadableHistory)}. */
    public Future<Adoption> adopt(ReadableHistory from) {
        return call(async -> async.adopt(from));
    }

    /** Returns what {@link #adopt} would write. Creates no table. */
    public Future<Adoption> planAdoption(ReadableHistory from) {
        return call(async -> async.planAdoption(from));
    }

    /**
     * Records a database without history as being at a version: see {@link AsyncMigrator#baseline}.
     *
     * @param description null for {@link Baselined#DESCRIPTION}
     * @return the baseline; fails with an {@link InvalidMigrationsException} if the history has other rows
     */
    public Future<Baselined> baseline(Version version, @Nullable String description) {
        return call(async -> async.baseline(version, description));
    }

    /**
     * Brings the history up to date with the files: see {@link AsyncMigrator#repair}.
     *
     * @return what was changed, and what was not, because its option was not given
     */
    public Future<RepairReport> repair(RepairOption... options) {
        return call(async -> async.repair(options));
    }

    /** Returns what {@link #repair} would do. Creates no table. */
    public Future<RepairReport> planRepair(RepairOption... options) {
        return call(async -> async.planRepair(options));
    }

    /** Creates the tables of history and lease, or completes a history table that the Python client created. */
    public Future<Void> initialize() {
        return call(AsyncMigrator::initialize);
    }

    /** Returns the applied versions in ascending order; empty if there is no history. Creates no table. */
    public Future<List<Version>> appliedVersions() {
        return call(AsyncMigrator::appliedVersions);
    }

    /** Returns files and history side by side. Creates no table. */
    public Future<MigrationStatus> status() {
        return call(AsyncMigrator::status);
    }

    /** Returns what {@link #migrate(Target)} would do. Creates no table. */
    public Future<Plan> plan(Target target) {
        return call(async -> async.plan(target));
    }

    /**
     * Checks everything that can be checked without applying anything, also the undo scripts of applied migrations, which a plan
     * does not open. Creates no table.
     *
     * @return the pending migrations; fails with an {@link InvalidMigrationsException} with all problems, if
     *     there are any
     */
    public Future<Plan> validate() {
        return call(AsyncMigrator::validate);
    }

    /**
     * Creates a migration file and its undo file, to be filled in by a person. The version is one more than the highest
     * one of files and history.
     *
     * @return fails with an {@link IllegalStateException} if no source is writable
     */
    public Future<CreatedMigration> create(String description) {
        return call(async -> async.create(description));
    }

    /** Like {@link #create(String)}, with a choice of the version scheme. */
    public Future<CreatedMigration> create(String description, VersionScheme scheme) {
        return call(async -> async.create(description, scheme));
    }

    /** Like {@link #create(String)}, with the SQL that applies and the SQL that reverts the migration. */
    public Future<CreatedMigration> create(String description, String upSql, String downSql) {
        return call(async -> async.create(description, upSql, downSql));
    }

    /**
     * Starts an operation that can be cancelled, for example {@code start(AsyncMigrator::migrate)}.
     *
     * @param operation calls one operation of the migrator that it is given
     * @return the operation in progress, with its result
     */
    public <T> VertxRun<T> start(Function<AsyncMigrator, AsyncRun<T>> operation) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        AsyncRun<T> run = operation.apply(migrator.wrapping(task -> () -> context.dispatch(task)));
        cancelOnClose(run);
        return new VertxRun<>(Completion.of(run, context), run);
    }

    /**
     * Closing Vert.x waits until the run has released its lease. Vert.x calls all hooks in one go and in any order, those
     * of pools and network clients among them, and undeploys verticles when all have completed.
     */
    private void cancelOnClose(AsyncRun<?> run) {
        CloseFuture closing = ((VertxInternal) vertx).closeFuture();
        Closeable hook = ended -> {
            CompletionStage<Void> over = run.cancel()
                    .toCompletableFuture()
                    .completeOnTimeout(null, LONGEST_CLOSING_SECONDS, TimeUnit.SECONDS);
            over.whenComplete((nothing, never) -> ended.succeed());
        };
        if (closing.add(hook)) {
            run.whenComplete((result, failure) -> closing.remove(hook));
        } else {
            run.cancel();
        }
    }

    private <T> Future<T> call(Function<AsyncMigrator, AsyncRun<T>> operation) {
        return start(operation).result();
    }
}
