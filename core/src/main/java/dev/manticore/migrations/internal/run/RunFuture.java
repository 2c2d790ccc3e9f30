package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.AsyncRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run in progress. It fails with the failure itself, where a stage that depends on another fails with a
 * {@link java.util.concurrent.CompletionException} around it.
 */
public final class RunFuture<T> extends CompletableFuture<T> implements AsyncRun<T> {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    // Guarded by ended.
    private @Nullable Thread thread;
    private boolean cancelled;

    /** A run that has not begun. */
    public RunFuture() {
        CompletionStage<T> stage = this;
        stage.whenComplete((value, failure) -> ended.complete(null));
    }

    /** Runs on the calling thread, which {@link #cancel()} interrupts meanwhile, and completes with what came of it. */
    public void complete(Supplier<T> run) {
        synchronized (ended) {
            thread = Thread.currentThread();
            if (cancelled) {
                thread.interrupt();
            }
        }
        T value = null;
        Throwable failure = null;
        try {
            value = run.get();
        } catch (Throwable thrown) { // an Error, too, has to reach whoever waits
            failure = thrown;
        }
        synchronized (ended) {
            thread = null;
            // The interrupt was this run's; the executor's thread may do something else next.
            Thread.interrupted();
        }
        settle(this, value, failure);
    }

    @Override
    public CompletionStage<Void> cancel() {
        synchronized (ended) {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        return ended.copy();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    /** A future of the caller's own, to complete as it likes, which stops nothing. */
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
