package dev.manticore.migrations.application;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.MigrationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for non-blocking runs. */
final class Awaited {
    private Awaited() {}

    /** The result. An interrupt cancels the run, and is restored when that has ended. */
    static <T> T result(AsyncRun<T> run) {
        CompletableFuture<T> future = run.toCompletableFuture();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException stop) {
                    interrupted = true;
                    run.cancel();
                } catch (ExecutionException failure) {
                    throw unwrapped(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof MigrationException expected
                ? expected
                : new IllegalStateException("A run failed", failure.getCause());
    }
}
