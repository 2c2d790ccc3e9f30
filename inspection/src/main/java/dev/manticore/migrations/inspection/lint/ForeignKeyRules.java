package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.ObjectKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Foreign keys as they are in the end. */
final class ForeignKeyRules {
    private ForeignKeyRules() {}

    static List<Check> all() {
        return List.of(
                Check.warning(
                                "foreign-key-without-index",
                                "No index begins with the columns of a foreign key.",
                                ForeignKeyRules::withoutIndex)
                        .whenAllIsDone(),
                Check.warning(
                                "foreign-key-type-mismatch",
                                "A column and the column that it refers to have different types.",
                                ForeignKeyRules::typeMismatch)
                        .whenAllIsDone());
    }

    private static Stream<Verdict> withoutIndex(ObservedStatement statement, Release release) {
        return foreignKeys(statement, release)
                .filter(key -> found(key, release).size() < key.columns().size())
                .map(key -> {
                    String table = release.schema()
                            .relation(key.parent())
                            .map(Item::name)
                            .orElse("");
                    String columns = columns(key, key.columns(), release);
                    String found = columns(key, found(key, release), release);
                    return Verdict.of(
                                    "No index of " + table + " begins with (" + columns
                                            + "), the columns of the foreign key "
                                            + key.name()
                                            + ": each DELETE and each change of a key in the referenced table reads all"
                                            + " rows of " + table
                                            + (found.isEmpty() ? "." : " with the same " + found + "."),
                                    "Add an index, unless nothing is ever deleted from the referenced table.")
                            .safer("CREATE INDEX CONCURRENTLY IF NOT EXISTS "
                                    + SqlName.of(table).plain() + "_"
                                    + columns.replace(", ", "_").replace("\"", "") + "_idx ON " + table + " (" + columns
                                    + ")")
                            .on(table);
                });
    }

    /** The foreign keys that a statement created, also together with their table, and that are still there. */
    private static Stream<Item> foreignKeys(ObservedStatement statement, Release release) {
        Schema schema = release.schema();
        Stream<Item> added = Changes.created(statement, ObjectKind.CONSTRAINT)
                .flatMap(constraint -> Changes.table(constraint, release).stream()
                        .flatMap(table -> schema.constraints(table.oid()).stream())
                        .filter(item -> item.name().equals(constraint.id().name()))
                        .filter(item -> statement.created().contains(item.key())));
        Stream<Item> withTable = Changes.created(statement, ObjectKind.TABLE)
                .flatMap(table -> schema.relation(table.id().name()).stream())
                .flatMap(table -> schema.constraints(table.oid()).stream())
                .filter(item -> statement.created().contains(item.key()));
        return Stream.concat(added, withTable)
                .filter(item -> item.isConstraint("f") && !item.isInheritedConstraint())
                .filter(item -> schema.relation(item.parent())
                        .filter(table -> !table.isPartition())
                        .isPresent())
                .distinct();
    }

    /** The columns of a foreign key with which an index begins: as many as possible. A partial index does not count. */
    private static List<Integer> found(Item key, Release release) {
        return release.schema().indexes(key.parent()).stream()
                .filter(index -> index.value(9) == null)
                .map(index -> index.columns().stream()
                        .takeWhile(key.columns()::contains)
                        .toList())
                .max(Comparator.comparing(List::size))
                .orElse(List.of());
    }

    private static String columns(Item key, List<Integer> numbers, Release release) {
        return String.join(
                ", ",
                numbers.stream()
                        .flatMap(number -> release.schema().column(key.parent(), number).stream())
                        .map(Item::name)
                        .toList());
    }

    private static Stream<Verdict> typeMismatch(ObservedStatement statement, Release release) {
        Schema schema = release.schema();
        return foreignKeys(statement, release).flatMap(key -> {
            Optional<Item> referenced = schema.relation(Long.parseLong(String.valueOf(key.value(4))));
            List<String> names = List.of(referencedColumns(String.valueOf(key.value(2))));
            if (referenced.isEmpty() || names.size() != key.columns().size()) {
                return Stream.empty();
            }
            for (int i = 0; i < names.size(); i++) {
                Optional<Item> column =
                        schema.column(key.parent(), key.columns().get(i));
                Optional<Item> target = schema.column(referenced.get().oid(), names.get(i));
                if (column.isPresent() && target.isPresent() && differ(column.get(), target.get())) {
                    return Stream.of(Verdict.of(
                                    "The column " + column.get().name() + " is "
                                            + column.get().value(1) + ", and "
                                            + target.get().name() + " of "
                                            + referenced.get().name() + ", which it refers to, is "
                                            + target.get().value(1) + ".",
                                    "Give both the same type: comparisons of two types can miss an index, and the narrower one"
                                            + " runs out of values.")
                            .on(referenced.get().name()));
                }
            }
            return Stream.empty();
        });
    }

    private static boolean differ(Item column, Item target) {
        return !base(column).equals(base(target));
    }

    /** The type without length: a shorter text refers to a longer one without harm. */
    private static String base(Item column) {
        String type = String.valueOf(column.value(1)).replaceFirst("\\(.*\\)", "");
        return type.equals("character varying") ? "text" : type;
    }

    private static String[] referencedColumns(String definition) {
        int references = definition.indexOf(" REFERENCES ");
        int from = definition.indexOf('(', references) + 1;
        return definition.substring(from, definition.indexOf(')', from)).split(", ");
    }
}
