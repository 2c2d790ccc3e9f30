package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.application.DatabaseMigrations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

    /** Asks for the status of each database, by its name. */
    Map<String, Supplier<MigrationStatus>> statuses() {
        Map<String, Supplier<MigrationStatus>> statuses = new LinkedHashMap<>();
        databases.forEach(database -> statuses.put(database.name(), database::status));
        return statuses;
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
