package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.ShutdownActions;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On Ctrl-C or a termination: lets the run release its lease, for a few seconds, and then does without it. */
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

    /** From now on there is nobody to be interrupted. */
    void runEnded() {
        ended.countDown();
    }

    @Override
    public void run() {
        if (ended.getCount() == 0) {
            return;
        }
        err.println();
        err.println("interrupted: the server is asked to cancel the statement under way");
        runner.interrupt();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
        err.println("error: The statement under way did not end in " + PATIENCE_SECONDS
                + " s, and the server may still carry it out.");
        err.println("  what to do: Run the same command again: when the lease has lapsed, it finds out by itself.");
        shutdown.run();
    }
}
