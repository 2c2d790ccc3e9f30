package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.TxFailure;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for stages, and holds them to what {@link dev.manticore.migrations.spi.AsyncTxSession} says of them. */
final class Stages {
    private Stages() {}

    static <T> T await(String call, Supplier<CompletionStage<T>> asked) throws TxFailure {
        T answer = awaitNothing(call, asked);
        return Objects.requireNonNull(answer, () -> call + " completed with null");
    }

    /** As {@link #await}, for a stage without a value. */
    static <T> @Nullable T awaitNothing(String call, Supplier<CompletionStage<T>> asked) throws TxFailure {
        CompletionStage<T> stage = begin(call, asked);
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        // Not toCompletableFuture(), which a stage need not support.
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get(Later.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(call + " did not complete within " + Later.LIMIT.toSeconds() + " s.", late);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + call, interrupt);
        } catch (ExecutionException failed) {
            throw failure(call, failed.getCause());
        }
    }

    /** A failure is told by the stage alone. */
    static <T> CompletionStage<T> begin(String call, Supplier<CompletionStage<T>> asked) {
        CompletionStage<T> stage;
        try {
            stage = asked.get();
        } catch (RuntimeException thrown) {
            throw new AssertionError(
                    call + " threw " + thrown + "; a failure has to come as a TxFailure, by the stage.", thrown);
        }
        return Objects.requireNonNull(stage, () -> call + " returned null instead of a stage");
    }

    private static TxFailure failure(String call, @Nullable Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TxFailure failure) {
            return failure;
        }
        throw new AssertionError(
                call + " completed with " + cause + "; a stage completes exceptionally with a TxFailure only.", cause);
    }
}
