package dev.manticore.migrations.vertx;

import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Completes a future on a context, exactly once; where that is closed, or closes before it comes to it, on any thread. A
 * worker's context drops what waits for it when its workers end.
 */
final class Completion<T> {
    private final ContextInternal context;
    // Without a context of its own, so that it completes even where that one is no more.
    private final Promise<T> promise = Promise.promise();

    private Completion(ContextInternal context) {
        this.context = context;
    }

    static <T> Future<T> of(CompletionStage<T> stage, ContextInternal context) {
        Completion<T> completion = new Completion<>(context);
        stage.whenComplete(completion::complete);
        return completion.promise.future();
    }

    private void complete(T result, @Nullable Throwable failure) {
        CloseFuture closing = context.closeFuture();
        Closeable hook = closed -> {
            now(result, failure);
            closed.succeed();
        };
        if (!closing.add(hook)) {
            now(result, failure);
            return;
        }
        try {
            context.runOnContext(ready -> {
                closing.remove(hook);
                now(result, failure);
            });
        } catch (RejectedExecutionException closed) {
            closing.remove(hook);
            now(result, failure);
        }
    }

    private void now(T result, @Nullable Throwable failure) {
        if (failure == null) {
            promise.tryComplete(result);
        } else {
            promise.tryFail(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }
}
