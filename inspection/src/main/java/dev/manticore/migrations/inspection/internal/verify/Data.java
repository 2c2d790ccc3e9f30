package dev.manticore.migrations.inspection.internal.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows, and positions of sequences. Names are quoted and qualified.
 *
 * @param tables by name, in order
 * @param sequences by name, in order
 */
record Data(Map<String, Table> tables, Map<String, Sequence> sequences) {
    static final Data NONE = new Data(Map.of(), Map.of());

    /**
     * A table.
     *
     * @param columns in order
     * @param key the columns of its primary key; empty if it has none
     * @param rows each a list of values, as many as columns, as PostgreSQL writes them
     */
    record Table(List<String> columns, List<String> key, List<List<@Nullable String>> rows) {

        /** The columns that the other one has as well. */
        List<String> common(Table other) {
            return columns.stream().filter(Set.copyOf(other.columns)::contains).toList();
        }

        /** The values of some columns of all rows. */
        List<List<@Nullable String>> values(List<String> wanted) {
            int[] places = wanted.stream().mapToInt(columns::indexOf).toArray();
            return rows.stream()
                    .<List<@Nullable String>>map(row -> Arrays.stream(places)
                            .<@Nullable String>mapToObj(row::get)
                            .toList())
                    .toList();
        }
    }

    /**
     * A sequence.
     *
     * @param last the number that it gave out last; null if it gave out none
     * @param owner the table of the column that it belongs to; null for none
     */
    record Sequence(
            @Nullable Long last,
            boolean ascending,
            @Nullable String owner) {

        /** Whether it would give out again what the other one has given out. */
        boolean isBehind(Sequence other) {
            if (other.last == null) {
                return false;
            }
            return last == null || (ascending ? last < other.last : last > other.last);
        }
    }
}
