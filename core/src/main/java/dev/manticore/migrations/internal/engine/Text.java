package dev.manticore.migrations.internal.engine;

import java.time.Duration;
import java.util.Locale;

/** Durations in messages. */
final class Text {
    private Text() {}

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
