package dev.manticore.migrations.micronaut;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The databases that are migrated: those of {@code manticore.migrations.datasources}, or else the one of the data source
 * {@code default}.
 */
@Singleton
final class ConfiguredDatabases {
    /** The name that Micronaut gives to the one data source of an application. */
    static final String DEFAULT = "default";

    private final List<DatabaseSettings> all;

    ConfiguredDatabases(MigrationsProperties shared, List<DataSourceProperties> dataSources) {
        all = dataSources.isEmpty()
                ? List.of(
                        new DatabaseSettings(DEFAULT, MigrationsProperties.PREFIX, false, shared, shared.toSettings()))
                : dataSources.stream()
                        .filter(DatabaseProperties::isEnabled)
                        .map(own -> new DatabaseSettings(
                                own.name(),
                                DataSourceProperties.PREFIX + "." + own.name(),
                                dataSources.size() > 1,
                                own,
                                own.toSettings().withDefaults(shared.toSettings())))
                        .toList();
    }

    List<DatabaseSettings> all() {
        return all;
    }

    Optional<DatabaseSettings> find(String name) {
        return all.stream().filter(settings -> settings.name().equals(name)).findFirst();
    }
}
