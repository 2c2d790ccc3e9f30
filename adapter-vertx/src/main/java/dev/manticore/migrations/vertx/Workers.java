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
 * The worker threads of all migrators of one Vertx: a few daemon threads, which end when they are idle.
 *
 * <p>They are not Vert.x's own workers, for two reasons. The application may keep those busy, and a run could not renew
 * its lease. And closing Vert.x silently drops their queued tasks; futures that depend on these would never complete.
 */
final class Workers implements Shareable {
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

    /** Runs a task on a worker that would block the calling event loop. */
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

    /** These threads with a current context while they work. Connections are then opened on its event loop. */
    Executor in(ContextInternal context) {
        return task -> threads.execute(() -> context.dispatch(task));
    }
}
