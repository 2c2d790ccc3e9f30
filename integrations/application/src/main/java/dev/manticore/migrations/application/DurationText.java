package dev.manticore.migrations.application;

import java.time.Duration;

/** Durations as they are written in properties. */
final class DurationText {
    private static final int NANOS_OF_A_MILLI = 1_000_000;
    private static final long MILLIS = 1000;

    private DurationText() {}

    /** For example {@code 10ms}, {@code 30s}, {@code 5m}. */
    static String of(Duration duration) {
        if (duration.toNanosPart() % NANOS_OF_A_MILLI != 0) {
            return duration.toNanos() + "ns";
        }
        long millis = duration.toMillis();
        if (millis % MILLIS != 0) {
            return millis + "ms";
        }
        long seconds = duration.toSeconds();
        return seconds == 0 || seconds % 60 != 0 ? seconds + "s" : seconds / 60 + "m";
    }
}
