package dev.manticore.migrations.internal.execute;

import java.time.Duration;

/** How many migrations share the next message: twice as many as the last time while that was quick, and else half. */
final class BatchSize {
    private static final int MOST = 32;
    private static final Duration QUICK = Duration.ofMillis(500);

    private int current = 1;

    /** How many at most, 1 to 32. */
    int current() {
        return current;
    }

    /** A message with migrations that may share one was answered, after this time. */
    void answered(Duration time) {
        current = time.compareTo(QUICK) < 0 ? Math.min(2 * current, MOST) : Math.max(current / 2, 1);
    }
}
