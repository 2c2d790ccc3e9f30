package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The connection beside a run's own: opened when it is needed, and how long it has left something unanswered.
 * Thread-safe.
 */
final class SecondConnection {
    private final TxRunner runner;
    // All guarded by this.
    private @Nullable TxSession session;
    private boolean asking;
    private long asked;

    SecondConnection(TxRunner runner) {
        this.runner = runner;
    }

    /** Opens a session where there is none; from here on, an answer is waited for until {@link #answered()}. */
    TxSession ask() throws TxFailure {
        synchronized (this) {
            asking = true;
            asked = System.nanoTime();
            if (session != null) {
                return session;
            }
        }
        TxSession opened = Objects.requireNonNull(runner.open(), "a runner opened no session");
        synchronized (this) {
            session = opened;
            asked = System.nanoTime();
        }
        return opened;
    }

    /** There was an answer, or a failure. */
    synchronized void answered() {
        asking = false;
    }

    /** Whether an answer has been waited for longer than this. */
    synchronized boolean isOverdue(Duration limit) {
        return asking && Durations.isOver(asked, limit);
    }

    synchronized boolean isOpen() {
        return session != null;
    }

    /** Whoever waits for its answer waits no longer. */
    void abort() {
        TxSession open;
        synchronized (this) {
            open = session;
        }
        if (open != null) {
            Connection.abort(open);
        }
    }

    /** Gives the session back, if there is one. */
    void close() {
        TxSession open;
        synchronized (this) {
            open = session;
            session = null;
        }
        if (open != null) {
            Connection.giveBack(open);
        }
    }
}
