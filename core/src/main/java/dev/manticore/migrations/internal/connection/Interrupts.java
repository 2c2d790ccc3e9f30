package dev.manticore.migrations.internal.connection;

/**
 * The interrupts of a run's thread. While an answer is outstanding, an interrupt is only noticed; the run acts on it at
 * the next place where it may stop.
 */
public final class Interrupts {
    private final Thread thread;
    private volatile boolean noticed;
    private boolean taken;

    /** For a run on {@code thread}. */
    public Interrupts(Thread thread) {
        this.thread = thread;
    }

    /** Whether an interrupt waits to be acted on. From any thread. */
    boolean isPending() {
        return noticed || thread.isInterrupted();
    }

    /** Remembers an interrupt that a wait was told of by an {@link InterruptedException}. */
    public void notice() {
        noticed = true;
    }

    /** Clears the thread's flag, since a pool may refuse to give a connection while it is set. */
    void collect() {
        if (Thread.interrupted()) {
            noticed = true;
        }
    }

    /** Whether the run was interrupted since the last call. Whoever calls stops the run. */
    boolean take() {
        collect();
        boolean pending = noticed;
        noticed = false;
        taken |= pending;
        return pending;
    }

    /** Whether the run has been told to stop. */
    boolean wasTaken() {
        return taken;
    }

    /** At the end of the run: the thread's owner finds its flag set. */
    void restore() {
        if (noticed || taken) {
            Thread.currentThread().interrupt();
        }
    }
}
