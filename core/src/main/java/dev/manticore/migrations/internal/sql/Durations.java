package dev.manticore.migrations.internal.sql;

import java.time.Duration;
import java.util.Optional;

/** Durations as PostgreSQL's settings have them: a whole number and a unit, or milliseconds without one; units are case-sensitive. */
final class Durations {

    static final String HINT = "A duration is a whole number with the unit ms, s, min, h or d, such as 500ms or 5s;"
            + " without a unit it is milliseconds, and 0 means no limit.";

    /** Enough for what the server takes, and not enough to overflow a long in milliseconds. */
    private static final int LONGEST_NUMBER = 10;

    private Durations() {}

    /** Empty if the text is no duration, or one that a server's setting can't hold: 2^31-1 milliseconds, nearly 25 days. */
    static Optional<Duration> parse(String value) {
        int digits = 0;
        while (digits < value.length() && Characters.isDigit(value.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > LONGEST_NUMBER) {
            return Optional.empty();
        }
        long unit = switch (value.substring(digits)) {
            case "", "ms" -> 1;
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
        long milliseconds = Long.parseLong(value.substring(0, digits)) * unit;
        return unit == 0 || milliseconds > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(milliseconds));
    }
}
