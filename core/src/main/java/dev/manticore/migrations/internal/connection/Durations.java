package dev.manticore.migrations.internal.connection;

import java.time.Duration;
import java.util.Locale;

/** Durations in messages. */
public final class Durations {
    private Durations() {}

    /** In seconds with one decimal, for example {@code 1.5 s}; never negative. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Whether {@code limit} has passed since {@code start}, a {@link System#nanoTime()}. */
    static boolean isOver(long start, Duration limit) {
        return System.nanoTime() - start >= limit.toNanos();
    }
}
