package dev.manticore.migrations.it.proof;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What goes on while a test does something else. */
record Background<T>(CompletableFuture<T> future) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
                "background");
        thread.setDaemon(true);
        thread.start();
        return new Background<>(future);
    }

    T result() {
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
