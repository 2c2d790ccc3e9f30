package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import dev.manticore.migrations.inspection.lint.Change.Altered;
import dev.manticore.migrations.inspection.lint.Change.Created;
import dev.manticore.migrations.inspection.lint.Change.Dropped;
import dev.manticore.migrations.inspection.lint.Change.Renamed;
import dev.manticore.migrations.inspection.lint.Observation.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings a {@link Schema} up to date, and tells what changed. */
final class SchemaUpdate {
    private final Schema schema;
    private final List<Step> changes = new ArrayList<>();
    private final Map<Long, String> labels = new LinkedHashMap<>();
    private final Set<Item.Key> created = new LinkedHashSet<>();

    SchemaUpdate(Schema schema) {
        this.schema = schema;
    }

    /**
     * A change.
     *
     * @param key of the object
     * @param columns what a relation had that is gone
     */
    record Step(Change change, Item.Key key, List<Item> columns) {
        Step(Change change, Item.Key key) {
            this(change, key, List.of());
        }
    }

    /** What changed, but for what came or went with the object that it belongs to, or with the same of a partitioned table. */
    List<Step> apply(Observation observation) {
        drop(gone(observation));
        List<Seen> items =
                observation.rows().stream().filter(seen -> seen.is("item")).toList();
        items.stream().filter(seen -> seen.catalog().equals("enum")).forEach(this::noteLabels);
        items.forEach(seen -> put(Item.of(seen)));
        created.stream()
                .map(schema::find)
                .filter(Objects::nonNull)
                .filter(item -> !isOfNewParent(item) && !item.isOf("enum"))
                .forEach(item -> changes.add(new Step(new Created(schema.object(item)), item.key())));
        labels.forEach(this::compareLabels);
        return changes.stream().filter(step -> !isOfPartitionToo(step.change())).toList();
    }

    /** Whether a partition was changed because the table was that it is a partition of. */
    private boolean isOfPartitionToo(Change change) {
        Optional<Item> partitioned = change.object().parent() == null
                ? Optional.empty()
                : schema.relation(change.object().root().name()).flatMap(schema::partitioned);
        return partitioned
                .filter(table -> changes.stream()
                        .map(Step::change)
                        .filter(other -> other.object().root().name().equals(table.name()))
                        .anyMatch(other -> isAlike(change, other)))
                .isPresent();
    }

    /** Indexes and constraints of partitions have names of their own. */
    private static boolean isAlike(Change one, Change other) {
        ObjectId object = one.object();
        return one.getClass().equals(other.getClass())
                && object.kind() == other.object().kind()
                && (object.kind() != ObjectKind.COLUMN
                        || object.name().equals(other.object().name()))
                && (!(one instanceof Altered altered) || altered.property() == ((Altered) other).property());
    }

    /** What is there since. */
    Set<Item.Key> created() {
        return Set.copyOf(created);
    }

    private boolean isOfNewParent(Item item) {
        Item parent = schema.parent(item);
        return parent != null && created.contains(parent.key());
    }

    private Set<Item.Key> gone(Observation observation) {
        Set<Item.Key> gone = new LinkedHashSet<>();
        for (Seen seen : observation.rows()) {
            if (seen.is("gone")) {
                gone.add(seen.key());
            } else if (seen.is("alive")) {
                Set<Long> alive = seen.name().isEmpty()
                        ? Set.of()
                        : Arrays.stream(seen.name().split(" "))
                                .map(Long::valueOf)
                                .collect(Collectors.toSet());
                gone.addAll(schema.missing(seen.catalog(), alive));
            }
        }
        gone.removeIf(key -> schema.find(key) == null);
        return gone;
    }

    private void drop(Set<Item.Key> gone) {
        for (Item.Key key : gone) {
            Item item = Objects.requireNonNull(schema.find(key));
            Item parent = schema.parent(item);
            if (parent == null || !gone.contains(parent.key())) {
                List<Item> columns = key.catalog().equals("class") ? schema.columns(key.oid()) : List.of();
                changes.add(new Step(new Dropped(schema.object(item)), key, columns));
            }
        }
        for (Item.Key key : gone) {
            if (key.catalog().equals("class") || key.catalog().equals("type")) {
                schema.children(key.oid()).forEach(child -> schema.remove(child.key()));
            }
            schema.remove(key);
        }
    }

    private void noteLabels(Seen label) {
        if (schema.find(new Item.Key("type", label.parent(), 0)) != null) {
            labels.putIfAbsent(label.parent(), schema.labels(label.parent()));
        }
    }

    private void compareLabels(Long type, String before) {
        Item item = schema.find(new Item.Key("type", type, 0));
        String after = schema.labels(type);
        if (item != null && !before.equals(after)) {
            changes.add(new Step(new Altered(schema.id(item), Property.LABELS, before, after), item.key()));
        }
    }

    private void put(Item item) {
        Item known = schema.find(item.key());
        if (known == null) {
            schema.put(item);
            created.add(item.key());
            return;
        }
        CatalogObject before = schema.object(known);
        schema.put(item);
        CatalogObject after = schema.object(item);
        if (!before.id().name().equals(after.id().name()) && !item.isOf("enum")) {
            changes.add(new Step(new Renamed(before.id(), after.id()), item.key()));
        }
        compare(before, after, item);
    }

    private void compare(CatalogObject before, CatalogObject after, Item item) {
        Set<Property> properties = EnumSet.noneOf(Property.class);
        properties.addAll(before.properties().keySet());
        properties.addAll(after.properties().keySet());
        for (Property property : properties) {
            boolean byName = item.isIndex() && property == Property.DEFINITION;
            if (!Objects.equals(before.get(property), after.get(property)) && !byName && property != Property.LABELS) {
                changes.add(new Step(
                        new Altered(before.id(), property, before.get(property), after.get(property)), item.key()));
            }
        }
    }
}
