package dev.manticore.migrations.spring;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The databases of the application that are migrated. A bean of this type is always there while {@code
 * manticore.migrations.enabled} is true.
 *
 * @param databases in the order in which they are migrated; at least one
 */
public record ApplicationMigrations(List<DatabaseMigrations> databases) {

    /** The name of the one database, unless {@code manticore.migrations.databases} names several. */
    public static final String DEFAULT = "default";

    public ApplicationMigrations {
        databases = List.copyOf(databases);
    }

    /**
     * The database of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public DatabaseMigrations database(String name) {
        return databases.stream()
                .filter(database -> database.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no database " + name + ", only "
                        + databases.stream().map(DatabaseMigrations::name).collect(Collectors.joining(", "))));
    }
}
