package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.ShutdownActions;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * On Ctrl-C, {@code SIGTERM} or {@code SIGHUP}: gives the run a few seconds to release its lease, and then lets the
 * process exit.
 */
final class Interruption extends Thread {
    private static final int PATIENCE_SECONDS = 8;

    private final Thread runner;
    private final ShutdownActions shutdown;
    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);

    Interruption(Thread runner, ShutdownActions shutdown, PrintStream err) {
        super("manticore-interruption");
        this.err = err;
        this.runner = runner;
        this.shutdown = shutdown;
    }

    /** Called when the command has ended: from now on there is nothing to interrupt. */
    void runEnded() {
        ended.countDown();
    }

    @Override
    public void run() {
        if (ended.getCount() == 0) {
            return;
        }
        err.println();
        err.println("interrupted: ending the run");
        runner.interrupt();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
        err.println("error: The current statement did not end within " + PATIENCE_SECONDS
                + " s. The server may still execute it.");
        err.println(
                "  what to do: Run the same command again. It waits until the lease expires, and then finds out the outcome.");
        shutdown.run();
    }
}
