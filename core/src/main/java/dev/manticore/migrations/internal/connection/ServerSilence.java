package dev.manticore.migrations.internal.connection;

import java.time.Duration;

/** Decides from the results of the renewals whether the server can still be reached. Thread-safe. */
final class ServerSilence {
    /** The lease lasts three. */
    private static final int LONGEST_IN_RENEWALS = 6;

    private long answered = System.nanoTime();
    private boolean unanswered;

    /** The server has answered, or a new command begins. */
    synchronized void heard() {
        unanswered = false;
        answered = System.nanoTime();
    }

    /** The server has left something unanswered. */
    synchronized void missed() {
        unanswered = true;
    }

    /** A connection attempt or a renewal has failed. A pool that has no connection left says nothing about the server. */
    void failed(Exception failure) {
        if (FailureKind.isTimeout(failure)) {
            missed();
        }
    }

    /**
     * Whether the server has been silent for so long that its answers are no longer worth waiting for.
     *
     * @param every the time between two renewals
     */
    synchronized boolean isTooLong(Duration every) {
        return unanswered && Durations.isOver(answered, every.multipliedBy(LONGEST_IN_RENEWALS));
    }
}
