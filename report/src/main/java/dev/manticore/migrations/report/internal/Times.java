package dev.manticore.migrations.report.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations in words, in one time zone. */
public record Times(ZoneId zone) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter BOTH = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** With date and time. */
    public Moment moment(Instant instant) {
        return new Moment(instant.toString(), BOTH.format(instant.atZone(zone)));
    }

    /** With the time alone, below a date. */
    Moment timeOfDay(Instant instant) {
        return new Moment(instant.toString(), TIME.format(instant.atZone(zone)));
    }

    String date(Instant instant) {
        return DATE.format(instant.atZone(zone));
    }

    /** In the largest two units, e.g. {@code 340 ms}, {@code 12.5 s} or {@code 1:02:03 h}. */
    static String duration(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
        return duration.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart())
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d h",
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart());
    }
}
