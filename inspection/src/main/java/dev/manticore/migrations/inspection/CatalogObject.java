package dev.manticore.migrations.inspection;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of a database. Immutable.
 *
 * @param properties what is known of it, in the order of {@link Property}; those with PostgreSQL's usual value are absent
 */
public record CatalogObject(ObjectId id, Map<Property, String> properties) {

    public CatalogObject {
        Objects.requireNonNull(id, "id");
        EnumMap<Property, String> copy = new EnumMap<>(Property.class);
        copy.putAll(properties);
        properties = Collections.unmodifiableMap(copy);
    }

    public ObjectKind kind() {
        return id.kind();
    }

    /** The value, or null if the usual one holds. */
    public @Nullable String get(Property property) {
        return properties.get(property);
    }

    public boolean has(Property property) {
        return properties.containsKey(property);
    }

    /** The value, or nothing if the usual one holds. */
    Optional<String> find(Property property) {
        return Optional.ofNullable(get(property));
    }

    /** The value of a property that objects of this kind always have. */
    String required(Property property) {
        return Objects.requireNonNull(get(property), () -> id + " has no " + property);
    }

    /**
     * The same object with another value of a property.
     *
     * @param value null for the usual one
     */
    CatalogObject with(Property property, @Nullable String value) {
        Map<Property, String> changed = new EnumMap<>(Property.class);
        changed.putAll(properties);
        if (value == null) {
            changed.remove(property);
        } else {
            changed.put(property, value);
        }
        return new CatalogObject(id, changed);
    }
}
