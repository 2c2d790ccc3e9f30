package dev.manticore.migrations.fleet;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Rows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.MDC;

/** Waits for the runs of a non-blocking migrator. An interrupt cancels them. */
record AwaitedMigrator(AsyncMigrator migrator) implements TargetMigrator {

    /** The log of a run has the context of the thread that waits for it. */
    static AwaitedMigrator of(AsyncMigrator migrator) {
        return new AwaitedMigrator(migrator.wrapping(task -> {
            Map<String, String> context = MDC.getCopyOfContextMap();
            return () -> {
                if (context != null) {
                    MDC.setContextMap(context);
                }
                task.run();
            };
        }));
    }

    @Override
    public MigrationReport migrate(Target target) {
        return await(async -> async.migrate(target));
    }

    @Override
    public MigrationReport migrate(Target target, Plan agreed) {
        return await(async -> async.migrate(target, agreed));
    }

    @Override
    public Plan plan(Target target) {
        return await(async -> async.plan(target));
    }

    @Override
    public Plan validate() {
        return await(AsyncMigrator::validate);
    }

    @Override
    public MigrationStatus status() {
        return await(AsyncMigrator::status);
    }

    @Override
    public List<Version> appliedVersions() {
        return await(AsyncMigrator::appliedVersions);
    }

    @Override
    public Map<String, String> historyDigests(List<String> schemas) {
        return await(async -> async.historyDigests(schemas));
    }

    @Override
    public Rows query(String select) {
        return await(async -> async.query(select));
    }

    private <T> T await(Function<AsyncMigrator, AsyncRun<T>> operation) {
        AsyncRun<T> run = operation.apply(migrator);
        CompletableFuture<T> result = run.toCompletableFuture();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException cancelled) {
                    interrupted = true;
                    run.cancel();
                } catch (ExecutionException failure) {
                    throw rethrown(Objects.requireNonNull(failure.getCause()));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
