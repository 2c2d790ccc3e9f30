package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the answers of {@link CatalogQueries} together. */
final class CatalogReader {
    /** In the answers, columns are in the order of their tables: a stable sort leaves them there. */
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::kind)
            .thenComparing(entry -> entry.kind() == ObjectKind.COLUMN ? "" : entry.name());

    private final Map<String, List<Entry>> byParent;
    private final List<CatalogObject> objects = new ArrayList<>();

    /**
     * An answer about one object.
     *
     * @param parent the id of the answer about its parent; empty for none
     */
    private record Entry(String id, ObjectKind kind, String name, String parent, Map<Property, String> properties) {

        static Entry of(Row row) {
            String label = row.required("kind");
            return new Entry(
                    row.required("id"),
                    ObjectKind.labelled(label)
                            .orElseThrow(() -> new IllegalStateException("catalog.sql has no such kind: " + label)),
                    row.required("name"),
                    Objects.requireNonNullElse(row.text("parent"), ""),
                    propertiesOf(row));
        }
    }

    private CatalogReader(Map<String, List<Entry>> byParent) {
        this.byParent = byParent;
    }

    /** The objects in the order of a catalog. */
    static List<CatalogObject> read(List<Rows> answers) {
        Map<String, Entry> byId = new LinkedHashMap<>();
        answers.stream().flatMap(Rows::stream).forEach(row -> {
            if (row.has("kind")) {
                Entry entry = Entry.of(row);
                byId.put(entry.id(), entry);
            } else {
                Entry commented = byId.get(row.required("id"));
                if (commented != null) {
                    commented.properties().putAll(propertiesOf(row));
                }
            }
        });
        Map<String, List<Entry>> byParent = new HashMap<>();
        byId.values()
                .forEach(entry -> byParent.computeIfAbsent(entry.parent(), id -> new ArrayList<>())
                        .add(entry));
        CatalogReader reader = new CatalogReader(byParent);
        reader.addChildren("", null);
        return reader.objects;
    }

    private static Map<Property, String> propertiesOf(Row row) {
        Map<Property, String> properties = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            String value = row.text(property.column());
            if (value != null) {
                properties.put(property, value);
            }
        }
        return properties;
    }

    /** Answers about what belongs to no object of the catalog are about the system's objects, or an extension's. */
    private void addChildren(String id, @Nullable ObjectId parent) {
        byParent.getOrDefault(id, List.of()).stream().sorted(ORDER).forEach(entry -> {
            ObjectId object = new ObjectId(entry.kind(), entry.name(), parent);
            objects.add(new CatalogObject(object, entry.properties()));
            addChildren(entry.id(), object);
        });
    }
}
