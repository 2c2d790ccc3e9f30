package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.Plan;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The tables that the next run names, as they are now. */
public record TablesSection(List<Box> boxes) {

    /**
     * One table.
     *
     * @param migrations the labels of those that name it
     * @param references its foreign keys
     * @param referencedBy the foreign keys of others to it
     */
    public record Box(
            String anchor,
            String name,
            String migrations,
            List<Column> columns,
            List<Reference> references,
            List<Reference> referencedBy) {}

    /**
     * One column.
     *
     * @param details such as {@code not null}; empty for none
     */
    public record Column(String name, String type, String details) {}

    /**
     * A foreign key.
     *
     * @param anchor of the other table's box; empty if it has none
     */
    public record Reference(String table, String anchor, String definition) {}

    /** A foreign key between two tables. */
    private record ForeignKey(String from, String to, String definition) {}

    /** The tables that a plan names. */
    public static TablesSection of(Catalog catalog, Plan plan) {
        Map<CatalogObject, List<String>> touched = TouchedTables.of(catalog, plan);
        Map<String, String> anchors = new HashMap<>();
        touched.keySet().forEach(table -> anchors.put(table.id().name(), "table-" + (anchors.size() + 1)));
        List<ForeignKey> keys = foreignKeys(catalog);
        return new TablesSection(touched.entrySet().stream()
                .map(it -> box(catalog, it.getKey(), it.getValue(), anchors, keys))
                .toList());
    }

    private static Box box(
            Catalog catalog,
            CatalogObject table,
            List<String> migrations,
            Map<String, String> anchors,
            List<ForeignKey> keys) {
        String name = table.id().name();
        return new Box(
                Objects.requireNonNull(anchors.get(name)),
                name,
                String.join(", ", migrations),
                catalog.children(table.id()).stream()
                        .filter(child -> child.kind() == ObjectKind.COLUMN)
                        .map(TablesSection::column)
                        .toList(),
                keys.stream()
                        .filter(key -> key.from().equals(name))
                        .map(key -> reference(key.to(), key, anchors))
                        .toList(),
                keys.stream()
                        .filter(key -> key.to().equals(name))
                        .map(key -> reference(key.from(), key, anchors))
                        .toList());
    }

    private static Reference reference(String table, ForeignKey key, Map<String, String> anchors) {
        return new Reference(table, Objects.requireNonNullElse(anchors.get(table), ""), key.definition());
    }

    private static Column column(CatalogObject column) {
        List<String> details = new ArrayList<>();
        if (column.has(Property.NOT_NULL)) {
            details.add("not null");
        }
        Optional.ofNullable(column.get(Property.DEFAULT)).ifPresent(it -> details.add("default " + it));
        Optional.ofNullable(column.get(Property.GENERATED)).ifPresent(it -> details.add("generated " + it));
        Optional.ofNullable(column.get(Property.IDENTITY)).ifPresent(it -> details.add("identity " + it));
        return new Column(
                column.id().name(),
                Objects.requireNonNullElse(column.get(Property.TYPE), ""),
                String.join(", ", details));
    }

    private static List<ForeignKey> foreignKeys(Catalog catalog) {
        List<String> tables = catalog.objects().stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .map(object -> object.id().name())
                .toList();
        List<ForeignKey> keys = new ArrayList<>();
        for (CatalogObject object : catalog.objects()) {
            String definition = object.get(Property.DEFINITION);
            if (object.kind() == ObjectKind.CONSTRAINT && definition != null && definition.startsWith("FOREIGN KEY ")) {
                tables.stream()
                        .filter(table -> definition.contains(" REFERENCES " + table + "("))
                        .forEach(table ->
                                keys.add(new ForeignKey(object.id().root().name(), table, definition)));
            }
        }
        return keys;
    }
}
