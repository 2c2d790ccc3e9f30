package dev.manticore.migrations.cli.environment;

import java.util.concurrent.atomic.AtomicInteger;

/** The exit code of the process. The end of the command and a signal both want to set it; the first decides. Thread-safe. */
public final class ExitStatus {
    private static final int UNDECIDED = -1;

    private final AtomicInteger code = new AtomicInteger(UNDECIDED);

    /** Sets the exit code unless it is set already, and returns the one that the process ends with. */
    public int decide(int wanted) {
        return code.compareAndSet(UNDECIDED, wanted) ? wanted : code.get();
    }
}
