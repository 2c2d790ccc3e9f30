package dev.manticore.migrations.internal.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** Decides from the results of the renewals whether the server can still be reached. Thread-safe. */
final class ServerSilence {
    /** The lease lasts three. */
    private static final int LONGEST_IN_RENEWALS = 6;

    private static final int LONGEST_CAUSE_CHAIN = 20;

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
        if (isTimeout(failure)) {
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

    private static boolean isTimeout(Throwable failure) {
        // A chain of causes may be a circle.
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CAUSE_CHAIN)
                .anyMatch(cause -> cause instanceof IOException
                        && cause.getClass().getSimpleName().contains("Timeout"));
    }
}
