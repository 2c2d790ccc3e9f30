package dev.manticore.migrations.it.colour;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A {@link VertxMigrator}, each call awaited.
 *
 * @param asynchronous the same without the facade, for what that does not have
 */
record VertxSubject(VertxMigrator migrator, AsyncMigrator asynchronous) implements Subject {
    @Override
    public MigrationReport migrate(Target target) {
        return await(migrator.migrate(target));
    }

    @Override
    public MigrationReport migrate() {
        return await(migrator.migrate());
    }

    @Override
    public MigrationReport migrate(long version) {
        return await(migrator.migrate(version));
    }

    @Override
    public MigrationReport rollback(int count) {
        return await(migrator.rollback(count));
    }

    @Override
    public MigrationReport revert(long version) {
        return await(migrator.revert(version));
    }

    @Override
    public void initialize() {
        await(migrator.initialize());
    }

    @Override
    public List<Long> appliedVersions() {
        return await(migrator.appliedVersions());
    }

    @Override
    public MigrationStatus status() {
        return await(migrator.status());
    }

    @Override
    public Plan plan(Target target) {
        return await(migrator.plan(target));
    }

    @Override
    public Plan validate() {
        return await(migrator.validate());
    }

    @Override
    public CreatedMigration create(String description) {
        return await(migrator.create(description));
    }

    @Override
    public Optional<MigrationStatus.LeaseHolder> unlock() {
        return await(asynchronous.unlock());
    }

    @Override
    public Resumed resume(Resumption resumption) {
        return await(asynchronous.resume(resumption));
    }

    @Override
    public CreatedMigration create(String description, String upSql, String downSql) {
        return await(migrator.create(description, upSql, downSql));
    }

    static <T> T await(Future<T> future) {
        return await(future.toCompletionStage());
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
