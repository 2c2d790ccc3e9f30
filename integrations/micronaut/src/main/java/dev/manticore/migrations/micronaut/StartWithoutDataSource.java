package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.Migrator;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.util.StringUtils;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.annotation.PostConstruct;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Migrates, at the start of the application, the databases that have no data source but a URL of their own, e.g. those of a
 * reactive application. A database with neither is an error.
 */
@Context
@Order(Ordered.HIGHEST_PRECEDENCE)
@Requires(property = MigrationsProperties.PREFIX + ".enabled", notEquals = StringUtils.FALSE)
final class StartWithoutDataSource {
    private final BeanContext beans;
    private final ConfiguredDatabases databases;
    private final MigrationStart start;
    private final MigratedDatabases migrated;

    StartWithoutDataSource(
            BeanContext beans, ConfiguredDatabases databases, MigrationStart start, MigratedDatabases migrated) {
        this.beans = beans;
        this.databases = databases;
        this.start = start;
        this.migrated = migrated;
    }

    @PostConstruct
    void migrate() {
        for (DatabaseSettings settings : databases.all()) {
            if (!hasDataSource(settings)) {
                start.migrate(settings, Optional.empty());
                migrated.find(settings.name())
                        .flatMap(database -> database.migrator())
                        .ifPresent(migrator ->
                                beans.registerSingleton(Migrator.class, migrator, Qualifiers.byName(settings.name())));
            }
        }
    }

    private boolean hasDataSource(DatabaseSettings settings) {
        return beans.getBeanDefinitions(DataSource.class).stream()
                .map(DataSourceListener::name)
                .anyMatch(settings.name()::equals);
    }
}
