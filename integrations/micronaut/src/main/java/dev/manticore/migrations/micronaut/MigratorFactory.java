package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.application.DatabaseMigrations;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import io.micronaut.core.util.StringUtils;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The migrator of each data source, with its name. */
@Factory
@Requires(property = MigrationsProperties.PREFIX + ".enabled", notEquals = StringUtils.FALSE)
final class MigratorFactory {
    private final MigratedDatabases migrated;
    private final BeanContext beans;

    MigratorFactory(MigratedDatabases migrated, BeanContext beans) {
        this.migrated = migrated;
        this.beans = beans;
    }

    /**
     * The migrator of a data source.
     *
     * @param name of the data source; null if it has none
     */
    @Singleton
    @EachBean(DataSource.class)
    Migrator migrator(@Nullable @Parameter String name) {
        createDataSource(name);
        String database = name == null ? ConfiguredDatabases.DEFAULT : name;
        return migrated.find(database)
                .flatMap(DatabaseMigrations::migrator)
                .orElseThrow(() -> new DisabledBeanException("The data source " + database + " is not migrated"));
    }

    /** That it is created migrates it. */
    private void createDataSource(@Nullable String name) {
        if (name == null) {
            beans.getBean(DataSource.class);
        } else {
            beans.getBean(DataSource.class, Qualifiers.byName(name));
        }
    }
}
