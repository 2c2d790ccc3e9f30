package dev.manticore.migrations.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one database, and where they come from.
 *
 * @param name its name
 * @param own what is set for it
 * @param shared what is set for all databases; the same as {@code own} if there is only one
 */
record DatabaseSettings(String name, DatabaseProperties own, DatabaseProperties shared) {

    /** The databases of the application, in the order of the settings. */
    static List<DatabaseSettings> of(MigrationsProperties properties) {
        if (properties.getDatabases().isEmpty()) {
            return List.of(new DatabaseSettings(ApplicationMigrations.DEFAULT, properties, properties));
        }
        List<DatabaseSettings> databases = new ArrayList<>();
        properties.getDatabases().forEach((name, own) -> databases.add(new DatabaseSettings(name, own, properties)));
        return databases;
    }

    /** The settings of a database that no longer has to be looked up, for messages. */
    static String prefix(String name) {
        return name.equals(ApplicationMigrations.DEFAULT)
                ? MigrationsProperties.PREFIX
                : MigrationsProperties.PREFIX + ".databases." + name;
    }

    /** Whether it is one of {@code manticore.migrations.databases}. */
    boolean isNamed() {
        return own != shared;
    }

    /** The property with that name. */
    String property(String key) {
        return (isNamed() ? prefix(name) : MigrationsProperties.PREFIX) + "." + key;
    }

    /** What is set for this database, or else for all, or null. */
    <T> @Nullable T value(Function<DatabaseProperties, @Nullable T> getter) {
        T value = getter.apply(own);
        return value == null ? getter.apply(shared) : value;
    }

    List<String> ignored() {
        return Objects.requireNonNullElse(value(DatabaseProperties::getIgnore), List.of());
    }

    Set<Tolerated> tolerated() {
        return Objects.requireNonNullElse(value(DatabaseProperties::getTolerate), Set.of());
    }

    /** The locations that are set; null for the default. They are never those of all databases. */
    @Nullable
    List<String> locations() {
        return own.getLocations();
    }

    String defaultLocation() {
        return "classpath:db/migration" + (isNamed() ? "/" + name : "");
    }

    @Override
    public String toString() {
        return "settings of the database " + name;
    }
}
