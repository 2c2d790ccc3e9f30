package dev.manticore.migrations.internal.sql.header;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import java.time.Duration;
import java.util.Optional;

/** Parses durations: a whole number and a case-sensitive unit, as in PostgreSQL's settings. Only 0 needs no unit. */
final class DurationParser {

    static final String HINT = "A duration is a whole number with the unit ms, s, min, h or d, such as 500ms or 5s."
            + " 0 means no limit.";

    /** Sufficient for all values that the server accepts, and short enough not to overflow a long. */
    private static final int MOST_DIGITS = 10;

    private DurationParser() {}

    /** Returns empty if the text is not a duration, or exceeds the server's maximum of 2^31-1 ms, almost 25 days. */
    static Optional<Duration> parse(String value) {
        int digits = 0;
        while (digits < value.length() && Characters.isDigit(value.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            return Optional.empty();
        }
        long number = Long.parseLong(value.substring(0, digits));
        long unit = switch (value.substring(digits)) {
            case "" -> number == 0 ? 1 : 0;
            case "ms" -> 1;
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
        long milliseconds = number * unit;
        return unit == 0 || milliseconds > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(milliseconds));
    }
}
