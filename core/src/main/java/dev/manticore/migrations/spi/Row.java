package dev.manticore.migrations.spi;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of {@link Rows}. Columns are read by name. Immutable. */
public final class Row {
    // PostgreSQL's ISO output writes the shortest offset that says it: +02, +05:30, +00:19:32.
    private static final DateTimeFormatter TIMESTAMPTZ = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NORMAL)
            .appendPattern("-MM-dd")
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .optionalStart()
            .appendLiteral('T')
            .optionalEnd()
            .appendPattern("HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalEnd()
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendOffset("+HH:mm:ss", "Z")
            .optionalStart()
            .appendLiteral(' ')
            .appendText(ChronoField.ERA, Map.of(0L, "BC", 1L, "AD"))
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    // The limits of PostgreSQL's timestamps, table 8.9 of its documentation; Java's go further, but not in every zone.
    private static final Instant LATEST = Instant.parse("+294276-12-31T23:59:59.999999Z");
    private static final Instant EARLIEST = Instant.parse("-4713-11-24T00:00:00Z");

    private final List<String> columns;
    private final List<@Nullable String> values;

    Row(List<String> columns, List<@Nullable String> values) {
        this.columns = columns;
        this.values = values;
    }

    /** Whether the row has a column of this name. */
    public boolean has(String column) {
        return columns.contains(column);
    }

    /** The value, or null if it is NULL or the row has no such column. */
    public @Nullable String text(String column) {
        int index = columns.indexOf(column);
        return index < 0 ? null : values.get(index);
    }

    /**
     * The value of a column that is never NULL.
     *
     * @throws NullPointerException if it is NULL or the row has no such column
     */
    public String required(String column) {
        return Objects.requireNonNull(text(column), () -> "column " + column + " is NULL or absent");
    }

    /**
     * A whole number, or null if it is NULL or the row has no such column.
     *
     * @throws NumberFormatException if it is not a whole number of 64 bits
     */
    public @Nullable Long number(String column) {
        String text = text(column);
        return text == null ? null : Long.valueOf(text);
    }

    /**
     * A {@code timestamptz}, or null if it is NULL or the row has no such column. {@code infinity} and {@code
     * -infinity} are the limits of PostgreSQL's timestamps.
     *
     * @throws java.time.format.DateTimeParseException if it is not a timestamp with an offset
     */
    public @Nullable Instant instant(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "infinity" -> LATEST;
            case "-infinity" -> EARLIEST;
            default -> OffsetDateTime.parse(text, TIMESTAMPTZ).toInstant();
        };
    }
}
