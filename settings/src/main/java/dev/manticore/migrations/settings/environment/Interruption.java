package dev.manticore.migrations.settings.environment;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * On Ctrl-C, {@code SIGTERM} or {@code SIGHUP}: interrupts the thread that migrates, gives it a few seconds to release its lease,
 * and then lets the process exit. Close it when there is nothing more to interrupt.
 */
public final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 8;

    private final Thread runner = Thread.currentThread();
    private final Thread hook = new Thread(this::interrupt, "manticore-interruption");
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<String> feedback;
    private final Runnable atLast;

    private Interruption(Consumer<String> feedback, Runnable atLast) {
        this.feedback = feedback;
        this.atLast = atLast;
    }

    /**
     * From here on the current thread is interrupted when the process is asked to end.
     *
     * @param feedback receives lines for the user; called on a thread of its own
     * @param atLast what remains to be done if the thread does not end in time; called on that thread as well
     */
    public static Interruption ofThisThread(Consumer<String> feedback, Runnable atLast) {
        Interruption interruption = new Interruption(feedback, atLast);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt() {
        if (ended.getCount() == 0) {
            return;
        }
        feedback.accept("");
        feedback.accept("interrupted: ending the run");
        runner.interrupt();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
        feedback.accept("error: The current statement did not end within " + PATIENCE_SECONDS
                + " s. The server may still execute it.");
        feedback.accept(
                "  what to do: Run the same command again. It waits until the lease expires, and then finds out the outcome.");
        atLast.run();
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It runs already, and has been told.
        }
    }
}
