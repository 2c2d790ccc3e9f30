package dev.manticore.migrations.it.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A call that goes on while a test does something else. */
public record Background<T>(CompletableFuture<T> future) {
    /** Long enough for a migration that is meant to take minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public static <T> Background<T> run(Supplier<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        future.complete(call.get());
                    } catch (Throwable failure) {
                        future.completeExceptionally(failure);
                    }
                },
                "background");
        thread.setDaemon(true);
        thread.start();
        return new Background<>(future);
    }

    public boolean isDone() {
        return future.isDone();
    }

    public T result() {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
