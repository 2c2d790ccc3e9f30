package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.inspection.verify.DataDifference;
import dev.manticore.migrations.inspection.verify.DataDifference.Kind;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyNote.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares rows and sequences of tables that were there before a migration. For one comparison. */
final class DataComparison {
    private final VerifiedMigration migration;
    private final List<DataDifference> differences = new ArrayList<>();
    private final List<VerifyNote> notes = new ArrayList<>();

    private DataComparison(VerifiedMigration migration) {
        this.migration = migration;
    }

    /**
     * What an undo has lost or left. What the migration itself has deleted or overwritten, no undo can know.
     *
     * @param before before the migration
     * @param applied after it
     * @param after after its undo
     */
    static DataComparison ofUndo(VerifiedMigration migration, Data before, Data applied, Data after) {
        DataComparison comparison = new DataComparison(migration);
        before.tables().forEach((name, table) -> {
            Data.Table restored = after.tables().get(name);
            if (restored != null) {
                comparison.undo(name, table, applied.successor(name, table), restored);
            }
        });
        comparison.sequences(before, applied, after, owner -> isKept(owner, before, applied));
        return comparison;
    }

    /**
     * What is lost when a migration is applied again after its undo. What it makes of rows may be different each time, e.g. the time.
     *
     * @param before before the migration
     * @param first after it was applied
     * @param second after it was applied again
     */
    static DataComparison ofRedo(VerifiedMigration migration, Data before, Data first, Data second) {
        DataComparison comparison = new DataComparison(migration);
        before.tables().forEach((name, table) -> {
            Data.Table once = first.tables().get(name);
            Data.Table twice = second.tables().get(name);
            if (once != null && twice != null) {
                comparison.redo(name, table, once, twice);
            }
        });
        comparison.sequences(first, first, second, before.tables()::containsKey);
        return comparison;
    }

    List<DataDifference> differences() {
        return differences;
    }

    List<VerifyNote> notes() {
        return notes;
    }

    private void undo(String name, Data.Table before, Data.@Nullable Table successor, Data.Table after) {
        if (successor == null) {
            if (!before.rows().isEmpty() && !sameRows(before, after, before.common(after))) {
                note(Rule.DROPPED_ROWS, "the rows of table " + name + " are gone, since the migration drops the table");
            }
            return;
        }
        Data.Table applied = successor.with(before);
        List<String> columns = before.common(after);
        List<String> surviving =
                columns.stream().filter(Set.copyOf(applied.columns())::contains).toList();
        List<String> key = before.key();
        if (!key.isEmpty() && surviving.containsAll(key)) {
            undoByKey(name, new Keyed(before, key), new Keyed(applied, key), new Keyed(after, key), surviving);
            dropped(name, columns, surviving, new Keyed(before, key), new Keyed(after, key));
        } else {
            undoOfBag(name, before.values(surviving), applied.values(surviving), after.values(surviving));
        }
    }

    private void dropped(String name, List<String> columns, List<String> surviving, Keyed before, Keyed after) {
        for (String column : columns) {
            boolean gone = !surviving.contains(column)
                    && before.keys().stream().anyMatch(key -> after.has(key) && !same(before, after, key, column));
            if (gone) {
                note(
                        Rule.DROPPED_ROWS,
                        "the values of column " + column + " of table " + name
                                + " are gone, since the migration drops the column");
            }
        }
    }

    private void undoByKey(String name, Keyed before, Keyed applied, Keyed after, List<String> columns) {
        List<List<@Nullable String>> missing =
                before.keys().stream().filter(key -> !after.has(key)).toList();
        long lost = missing.stream().filter(applied::has).count();
        difference(Kind.ROWS_LOST, name, lost, "the undo loses ");
        if (lost < missing.size()) {
            note(
                    Rule.DELETED_ROWS,
                    rows(missing.size() - lost) + " of table " + name + " are gone, since the migration deletes them");
        }
        difference(
                Kind.ROWS_LEFT,
                name,
                after.keys().stream().filter(key -> !before.has(key)).count(),
                "the undo leaves ");
        Set<String> overwritten = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (List<@Nullable String> key : before.keys()) {
            for (String column : columns) {
                if (after.has(key) && !same(before, after, key, column)) {
                    boolean byMigration = applied.has(key) && same(applied, after, key, column);
                    (byMigration ? overwritten : changed).add(column);
                }
            }
        }
        if (!changed.isEmpty()) {
            differences.add(new DataDifference(
                    Kind.ROWS_CHANGED, name, "the undo leaves other values in " + String.join(", ", changed)));
        }
        if (!overwritten.isEmpty()) {
            note(
                    Rule.OVERWRITTEN_VALUES,
                    "the values of " + String.join(", ", overwritten) + " of table " + name
                            + " stay as the migration has set them");
        }
    }

    /** Rows without a key: which of them became which, nobody knows. So as many as possible count as overwritten. */
    private void undoOfBag(
            String name,
            List<List<@Nullable String>> before,
            List<List<@Nullable String>> applied,
            List<List<@Nullable String>> after) {
        List<List<@Nullable String>> missing = without(before, after);
        List<List<@Nullable String>> added = without(after, before);
        boolean ofUndo = !without(added, applied).isEmpty();
        long lost = ofUndo
                ? missing.size()
                : without(without(before, without(before, applied)), after).size();
        long byMigration = missing.size() - lost;
        difference(Kind.ROWS_LOST, name, lost, "the undo loses ");
        difference(Kind.ROWS_LEFT, name, added.size() - byMigration, "the undo leaves ");
        if (byMigration > 0) {
            note(
                    added.isEmpty() ? Rule.DELETED_ROWS : Rule.OVERWRITTEN_VALUES,
                    rows(byMigration) + " of table " + name
                            + ", which has no primary key, stay as the migration has left them");
        }
    }

    private void redo(String name, Data.Table before, Data.Table first, Data.Table second) {
        List<String> columns = before.common(first).stream()
                .filter(Set.copyOf(second.columns())::contains)
                .toList();
        List<String> key = before.key();
        if (key.isEmpty() || !columns.containsAll(key)) {
            List<List<@Nullable String>> kept = new ArrayList<>(before.values(columns));
            kept.retainAll(Set.copyOf(first.values(columns)));
            difference(
                    Kind.ROWS_LOST, name, without(kept, second.values(columns)).size(), "applying it again loses ");
            return;
        }
        Keyed old = new Keyed(before, key);
        Keyed once = new Keyed(first, key);
        Keyed twice = new Keyed(second, key);
        List<List<@Nullable String>> kept =
                old.keys().stream().filter(once::has).toList();
        difference(
                Kind.ROWS_LOST,
                name,
                kept.stream().filter(row -> !twice.has(row)).count(),
                "applying it again loses ");
        Set<String> changed = new TreeSet<>();
        for (List<@Nullable String> row : kept) {
            columns.stream()
                    .filter(column -> twice.has(row) && same(old, once, row, column) && !same(once, twice, row, column))
                    .forEach(changed::add);
        }
        if (!changed.isEmpty()) {
            differences.add(new DataDifference(
                    Kind.ROWS_CHANGED, name, "applying it again changes values in " + String.join(", ", changed)));
        }
    }

    private void sequences(Data before, Data between, Data after, Predicate<String> keepsOwner) {
        before.sequences().forEach((name, sequence) -> {
            Data.Sequence now = after.sequences().get(name);
            boolean owned = sequence.owner() == null || keepsOwner.test(sequence.owner());
            if (now == null || !owned || !now.isBehind(sequence)) {
                return;
            }
            Data.Sequence meanwhile = between.sequences().get(name);
            if (meanwhile != null && meanwhile.isBehind(sequence) && !now.isBehind(meanwhile)) {
                note(
                        Rule.OVERWRITTEN_VALUES,
                        "the position of sequence " + name + " stays as the migration has set it");
            } else {
                differences.add(new DataDifference(
                        Kind.SEQUENCE_BEHIND,
                        name,
                        "position is " + (now.last() == null ? "the start" : now.last()) + ", expected "
                                + sequence.last()));
            }
        });
    }

    private static boolean isKept(String table, Data before, Data applied) {
        Data.Table owner = before.tables().get(table);
        return owner == null ? applied.tables().containsKey(table) : applied.successor(table, owner) != null;
    }

    private void difference(Kind kind, String table, long count, String verb) {
        if (count > 0) {
            differences.add(new DataDifference(kind, table, verb + rows(count)));
        }
    }

    private void note(Rule rule, String text) {
        notes.add(new VerifyNote(rule, migration, text));
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private static boolean sameRows(Data.Table one, Data.Table other, List<String> columns) {
        return without(one.values(columns), other.values(columns)).isEmpty();
    }

    /** Those of these that are not among the others, where each of those counts once. */
    private static List<List<@Nullable String>> without(
            List<List<@Nullable String>> these, List<List<@Nullable String>> others) {
        Map<List<@Nullable String>, Integer> left = new LinkedHashMap<>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        return these.stream()
                .filter(row -> left.merge(row, -1, Integer::sum) < 0)
                .toList();
    }

    private static boolean same(Keyed one, Keyed other, List<@Nullable String> key, String column) {
        return Objects.equals(one.value(key, column), other.value(key, column));
    }

    /** The rows of a table by its key. */
    private static final class Keyed {
        private final Data.Table table;
        private final Map<List<@Nullable String>, List<@Nullable String>> rows = new LinkedHashMap<>();

        Keyed(Data.Table table, List<String> key) {
            this.table = table;
            List<List<@Nullable String>> keys = table.values(key);
            for (int index = 0; index < keys.size(); index++) {
                rows.put(keys.get(index), table.rows().get(index));
            }
        }

        Set<List<@Nullable String>> keys() {
            return rows.keySet();
        }

        boolean has(List<@Nullable String> key) {
            return rows.containsKey(key);
        }

        /** Of a row that it has. */
        @Nullable
        String value(List<@Nullable String> key, String column) {
            return Objects.requireNonNull(rows.get(key)).get(table.columns().indexOf(column));
        }
    }
}
