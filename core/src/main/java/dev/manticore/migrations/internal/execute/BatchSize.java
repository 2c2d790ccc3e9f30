package dev.manticore.migrations.internal.execute;

import java.time.Duration;

/** How many migrations share the next message: twice as many as the last time while that was quick, and else half. */
final class BatchSize {
    private static final int MOST = 32;

    private final Duration quick;
    private int current = 1;

    /** @param quick what a message has to be answered in before more share the next one */
    BatchSize(Duration quick) {
        this.quick = quick;
    }

    /** How many at most, 1 to 32. */
    int current() {
        return current;
    }

    /** A message with migrations that may share one was answered, after this time. */
    void answered(Duration time) {
        current = time.compareTo(quick) < 0 ? Math.min(2 * current, MOST) : Math.max(current / 2, 1);
    }
}
