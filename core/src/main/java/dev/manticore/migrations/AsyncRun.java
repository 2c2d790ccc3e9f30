package dev.manticore.migrations;

import dev.manticore.migrations.internal.run.RunFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A non-blocking operation in progress: a stage that completes with its result, exactly once, on any thread, after its
 * connections were given back. It fails with the {@link MigrationException} itself; only stages that depend on it get
 * that inside of a {@link java.util.concurrent.CompletionException}.
 *
 * @param <T> the result
 */
public interface AsyncRun<T> extends CompletionStage<T> {

    /**
     * Starts an operation that is made of others. {@link #cancel} interrupts its thread.
     *
     * @param executor gives the operation a thread at once, which it may block
     * @param operation called once, on that thread; what it throws is the failure of the result
     * @throws java.util.concurrent.RejectedExecutionException if the executor accepts no task
     */
    static <T> AsyncRun<T> start(Executor executor, Supplier<T> operation) {
        RunFuture<T> future = new RunFuture<>();
        executor.execute(() -> future.complete(operation));
        return future;
    }

    /**
     * Asks the operation to stop, as an interrupt stops a blocking one: the server is asked to cancel the statement in
     * progress, and the lease is released. The operation then fails with a {@link RunInterruptedException}, unless it was
     * about to end anyway. Returns at once, from any thread; further calls, and calls after the end, have no effect.
     *
     * <p>Cancelling the future returned by {@link #toCompletableFuture()} does not stop the operation.
     *
     * @return completes, never exceptionally, when the operation has ended and its connections were given back
     */
    CompletionStage<Void> cancel();
}
