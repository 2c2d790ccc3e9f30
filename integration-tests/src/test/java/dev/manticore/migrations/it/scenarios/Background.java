package dev.manticore.migrations.it.scenarios;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A call of a migrator that goes on while the scenario does something else. */
record Background<T>(CompletableFuture<T> future) {
    static <T> Background<T> run(Supplier<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        future.complete(call.get());
                    } catch (Throwable failure) {
                        future.completeExceptionally(failure);
                    }
                },
                "background-migrator");
        thread.setDaemon(true);
        thread.start();
        return new Background<>(future);
    }

    boolean isDone() {
        return future.isDone();
    }

    T result() {
        try {
            return future.get(Scenario.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
