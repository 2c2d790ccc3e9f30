package dev.manticore.migrations.inspection.internal.verify;

import java.util.Arrays;
import java.util.LinkedHashMap;
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

    /** The table that one of an earlier time has become: under whatever name, or a new one of the same name; null if it is gone. */
    @Nullable
    Table successor(String name, Table earlier) {
        for (Table table : tables.values()) {
            if (table.oid == earlier.oid) {
                return table;
            }
        }
        return tables.get(name);
    }

    /**
     * A table.
     *
     * @param oid the number of the table, which it keeps when it is renamed
     * @param columns in order
     * @param numbers of the columns, which they keep when they are renamed
     * @param key the columns of its primary key; empty if it has none
     * @param rows each a list of values, as many as columns, as PostgreSQL writes them
     */
    record Table(
            long oid,
            List<String> columns,
            List<Integer> numbers,
            List<String> key,
            List<List<@Nullable String>> rows) {

        /**
         * This table with the columns that an earlier one had, under the names of that time. A column that was dropped is that one of the
         * same name that the earlier table did not have.
         */
        Table with(Table earlier) {
            Map<String, String> names = new LinkedHashMap<>();
            for (int index = 0; index < earlier.columns.size(); index++) {
                String name = earlier.columns.get(index);
                int kept = oid == earlier.oid ? numbers.indexOf(earlier.numbers.get(index)) : -1;
                int replaced = columns.indexOf(name);
                if (kept >= 0) {
                    names.put(name, columns.get(kept));
                } else if (replaced >= 0 && (oid != earlier.oid || !earlier.numbers.contains(numbers.get(replaced)))) {
                    names.put(name, name);
                }
            }
            List<Integer> wanted = names.values().stream()
                    .map(name -> numbers.get(columns.indexOf(name)))
                    .toList();
            return new Table(
                    oid, List.copyOf(names.keySet()), wanted, earlier.key, values(List.copyOf(names.values())));
        }

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
