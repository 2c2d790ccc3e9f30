package dev.manticore.migrations.internal.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Daemon threads. */
public final class Threads {
    private static final int MOST_WORKERS = 4;
    private static final int IDLE_SECONDS = 5;

    private Threads() {}

    /** One thread for one task, for tasks that are few and may block. */
    static void start(String name, Runnable task) {
        thread(name, task).start();
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A few threads for many tasks, away from the caller's thread. They end by themselves when there is nothing to do, so
     * that nobody has to close anything.
     */
    public static Executor workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                MOST_WORKERS,
                MOST_WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> thread("manticore-worker", task));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
