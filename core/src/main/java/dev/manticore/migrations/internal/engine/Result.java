package dev.manticore.migrations.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a caller gets: it fails with the failure itself, where a stage that depends on another would fail with a
 * {@link java.util.concurrent.CompletionException} around it; and {@link #toCompletableFuture()} gives a future of the
 * caller's own, to complete as it likes.
 */
public final class Result<T> extends CompletableFuture<T> {

    /** Completes it. */
    public void settle(@Nullable T value, @Nullable Throwable failure) {
        settle(this, value, failure);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletionStage<T> stage = this;
        stage.whenComplete((value, failure) -> settle(own, value, failure));
        return own;
    }

    private static <T> void settle(CompletableFuture<T> future, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(failure);
        }
    }
}
