package dev.manticore.migrations.internal.connection;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The threads that runs start: one for each task, which may block, and none left when the tasks are done. */
public final class RunThreads {
    private RunThreads() {}

    /** Starts a daemon thread. */
    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A platform thread for each task, a daemon. */
    public static Executor platform() {
        return task -> start("manticore-migrations", task);
    }

    /** A virtual thread for each task where the JDK has them (21 and later), a daemon platform thread elsewhere. */
    public static Executor lightest() {
        try {
            // By reflection, since this compiles for Java 17. Without a running task the executor holds no thread.
            return (Executor)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException olderThan21) {
            return platform();
        }
    }
}
