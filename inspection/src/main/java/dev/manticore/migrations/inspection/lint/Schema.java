package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.inspection.CatalogObject;
import dev.manticore.migrations.inspection.ObjectId;
import dev.manticore.migrations.inspection.ObjectKind;
import dev.manticore.migrations.inspection.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of the scratch database, kept up to date by observations. Not thread-safe. */
final class Schema {
    private final Map<Item.Key, Item> items = new LinkedHashMap<>();
    private final Map<Long, Set<Item.Key>> children = new HashMap<>();
    private final Map<String, Long> relations = new HashMap<>();

    /** Puts an object in place of what was known of it. */
    void put(Item item) {
        remove(item.key());
        items.put(item.key(), item);
        children.computeIfAbsent(item.parent(), parent -> new LinkedHashSet<>()).add(item.key());
        if (item.isOf("class")) {
            relations.put(item.name(), item.oid());
        }
    }

    void remove(Item.Key key) {
        Item known = items.remove(key);
        if (known != null) {
            children.getOrDefault(known.parent(), Set.of()).remove(key);
            if (known.isOf("class")) {
                relations.remove(known.name(), known.oid());
            }
        }
    }

    @Nullable
    Item find(Item.Key key) {
        return items.get(key);
    }

    Collection<Item> all() {
        return items.values();
    }

    /** A relation by its OID. */
    Optional<Item> relation(long oid) {
        return Optional.ofNullable(items.get(new Item.Key("class", oid, 0)));
    }

    /** A relation by its name, with its schema. */
    Optional<Item> relation(String name) {
        return Optional.ofNullable(relations.get(name)).flatMap(this::relation);
    }

    /** The table that a partition is of. */
    Optional<Item> partitioned(Item partition) {
        return partition.isPartition()
                ? relation(Long.parseLong(String.valueOf(partition.value(4))))
                : Optional.empty();
    }

    /** The names of a table and of its partitions, also theirs. */
    List<String> withPartitions(String table) {
        return Stream.concat(
                        Stream.of(table),
                        items.values().stream()
                                .filter(item -> partitioned(item)
                                        .filter(parent -> parent.name().equals(table))
                                        .isPresent())
                                .flatMap(partition -> withPartitions(partition.name()).stream()))
                .toList();
    }

    /** What belongs to an object, in the order in which it was made. */
    List<Item> children(long oid) {
        return children.getOrDefault(oid, Set.of()).stream()
                .map(items::get)
                .filter(item -> item != null && item.oid() >= 0)
                .toList();
    }

    List<Item> columns(long table) {
        return children(table).stream()
                .filter(item -> item.isOf("attribute"))
                .sorted(Comparator.comparing(item -> item.key().sub()))
                .toList();
    }

    Optional<Item> column(long table, int number) {
        return Optional.ofNullable(items.get(new Item.Key("attribute", table, number)));
    }

    Optional<Item> column(long table, String name) {
        return columns(table).stream().filter(item -> item.name().equals(name)).findFirst();
    }

    List<Item> constraints(long owner) {
        return children(owner).stream().filter(item -> item.isOf("constraint")).toList();
    }

    List<Item> indexes(long table) {
        return children(table).stream().filter(Item::isIndex).toList();
    }

    /** The labels of an enum as literals, in their order, one in a line. */
    String labels(long type) {
        return children(type).stream()
                .filter(item -> item.isOf("enum"))
                .sorted(Comparator.comparing(item -> Double.valueOf(String.valueOf(item.value(1)))))
                .map(Item::name)
                .collect(Collectors.joining("\n"));
    }

    /** The relations that partition, directly or not. */
    Stream<Item> tables() {
        return items.values().stream().filter(Item::isTable);
    }

    ObjectId id(Item item) {
        Item parent = parent(item);
        return parent == null
                ? ObjectId.of(item.kind(), item.name())
                : id(parent).child(item.kind(), item.name());
    }

    /** What the object belongs to; null if it belongs to nothing. */
    @Nullable
    Item parent(Item item) {
        if (item.parent() == 0) {
            return null;
        }
        Item relation = items.get(new Item.Key("class", item.parent(), 0));
        return relation != null ? relation : items.get(new Item.Key("type", item.parent(), 0));
    }

    CatalogObject object(Item item) {
        Map<Property, String> properties = item.properties();
        if (item.kind() == ObjectKind.ENUM && item.isOf("type")) {
            properties.put(Property.LABELS, labels(item.oid()));
        }
        return new CatalogObject(id(item), properties);
    }

    /** The objects that have these catalogs' name and are not among the OIDs that are alive. */
    List<Item.Key> missing(String catalog, Set<Long> alive) {
        List<Item.Key> missing = new ArrayList<>();
        for (Item.Key key : items.keySet()) {
            if (key.catalog().equals(catalog) && !alive.contains(key.oid())) {
                missing.add(key);
            }
        }
        return missing;
    }
}
