package dev.manticore.migrations.vertx;

import dev.manticore.migrations.AsyncRun;
import io.vertx.core.Future;

/**
 * An operation in progress.
 *
 * @param <T> its result
 */
public final class VertxRun<T> {
    private final Future<T> result;
    private final AsyncRun<T> run;

    VertxRun(Future<T> result, AsyncRun<T> run) {
        this.result = result;
        this.run = run;
    }

    /** The result; completes exactly once, on the context of the call, as the migrator's own futures do. */
    public Future<T> result() {
        return result;
    }

    /**
     * Asks the operation to stop, as {@link AsyncRun#cancel()} does.
     *
     * @return succeeds, on any thread, when the operation has ended and its connections were given back
     */
    public Future<Void> cancel() {
        return Future.fromCompletionStage(run.cancel());
    }
}
