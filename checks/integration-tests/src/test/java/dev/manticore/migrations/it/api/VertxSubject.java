package dev.manticore.migrations.it.api;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link VertxMigrator}, each call awaited.
 */
record VertxSubject(VertxMigrator migrator) implements Subject {
    private static final Duration LONGEST = Duration.ofMinutes(5);

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
    public List<Version> appliedVersions() {
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
        return await(migrator.unlock());
    }

    @Override
    public Baselined baseline(Version version, @Nullable String description) {
        return await(migrator.baseline(version, description));
    }

    @Override
    public RepairReport repair(RepairOption... options) {
        return await(migrator.repair(options));
    }

    @Override
    public RepairReport planRepair(RepairOption... options) {
        return await(migrator.planRepair(options));
    }

    @Override
    public Resumed resume(Resumption resumption) {
        return await(migrator.resume(resumption));
    }

    @Override
    public Adoption adopt(ReadableHistory from) {
        return await(migrator.adopt(from));
    }

    @Override
    public Adoption planAdoption(ReadableHistory from) {
        return await(migrator.planAdoption(from));
    }

    @Override
    public CreatedMigration create(String description, String upSql, String downSql) {
        return await(migrator.create(description, upSql, downSql));
    }

    /** Fails where a future does not end, which is as bad as a wrong end. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
