package dev.manticore.migrations.vertx;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads on which migrators of one Vertx work: a few daemons, which end by themselves when there is nothing to do.
 *
 * <p>They are not Vert.x's own workers. Those may all be busy with what the application does, which would keep a run from
 * renewing its lease; and closing Vert.x drops whatever they have not begun yet, without a word to those who wait for it.
 */
final class Workers implements Executor, Shareable {
    private static final String NAME = "dev.manticore.migrations";
    private static final int MOST_THREADS = 8;
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::thread);

    private Workers() {
        threads.allowCoreThreadTimeOut(true);
    }

    static Workers of(Vertx vertx) {
        return vertx.sharedData().<String, Workers>getLocalMap(NAME).computeIfAbsent(NAME, name -> new Workers());
    }

    /** Does on a worker what would take long on the event loop that calls. */
    static <T> Future<T> call(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        Context context = Vertx.currentContext();
        Runnable task = () -> {
            try {
                promise.complete(work.get());
            } catch (RuntimeException | Error failure) {
                promise.fail(failure);
            }
        };
        if (context == null) {
            task.run();
        } else {
            of(context.owner()).in((ContextInternal) context).execute(task);
        }
        return promise.future();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "manticore-vertx-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** These threads, with a context to know while they work; so that connections are made on its event loop. */
    Executor in(ContextInternal context) {
        return task -> threads.execute(() -> context.dispatch(task));
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }
}
