package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.application.DatabaseMigrations;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import io.micronaut.core.util.StringUtils;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The migrator of each data source, with its name. */
@Factory
@Requires(property = MigrationsProperties.PREFIX + ".enabled", notEquals = StringUtils.FALSE)
final class MigratorFactory {
    private final MigratedDatabases migrated;

    MigratorFactory(MigratedDatabases migrated) {
        this.migrated = migrated;
    }

    /**
     * The migrator of a data source, which has been migrated when it was created.
     *
     * @param name of the data source; null if it has none
     */
    @Singleton
    @EachBean(DataSource.class)
    Migrator migrator(@Nullable @Parameter String name, DataSource dataSource) {
        return migrated.find(name == null ? ConfiguredDatabases.DEFAULT : name)
                .flatMap(DatabaseMigrations::migrator)
                .orElseThrow(() -> new DisabledBeanException("The data source " + name + " is not migrated"));
    }
}
