package dev.manticore.migrations.internal.engine;

import java.util.concurrent.Executor;

/** Daemon threads, one for each task: for tasks that are few and may block. */
public final class Threads {
    private Threads() {}

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** For reading files and for planning, away from the caller's thread. */
    public static Executor workers() {
        return task -> start("manticore-worker", task);
    }
}
