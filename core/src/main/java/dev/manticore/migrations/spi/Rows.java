package dev.manticore.migrations.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one statement returned, with every value as text: whole numbers in decimal, {@code timestamptz} as ISO 8601 with
 * an offset ({@code T} or a blank between date and time) and all of its microseconds, booleans as {@code t}/{@code f}
 * or {@code true}/{@code false}. Immutable.
 *
 * @param columns the columns' names, in order; empty if the statement is not a query; may be empty if the query found
 *     no rows, since some drivers then omit the names
 * @param values all rows, in order; each has one value per column, null for NULL
 */
public record Rows(List<String> columns, List<List<@Nullable String>> values) {

    /** The answer of a statement that returns no rows. */
    public static final Rows NONE = new Rows(List.of(), List.of());

    public Rows {
        columns = List.copyOf(columns);
        List<List<@Nullable String>> copy = new ArrayList<>(values.size());
        for (List<@Nullable String> row : values) {
            copy.add(Collections.unmodifiableList(row));
        }
        values = Collections.unmodifiableList(copy);
    }

    /** The rows in order. */
    public Stream<Row> stream() {
        return values.stream().map(row -> new Row(columns, row));
    }

    /** The first row, or null if there is none. */
    public @Nullable Row first() {
        return values.isEmpty() ? null : new Row(columns, values.get(0));
    }
}
