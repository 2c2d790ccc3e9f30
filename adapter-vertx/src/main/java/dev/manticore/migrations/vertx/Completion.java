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
 * Completes a future on a context, exactly once. If the context is closed, or is closed before it completes the future,
 * any thread completes it. A worker context drops its queued tasks when its workers end.
 */
final class Completion<T> {
    private final ContextInternal context;
    // Has no context, to complete even if the context is closed.
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
