package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.quarkus.ManticoreDataSource;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.session.SourceResolver;
import dev.manticore.migrations.spi.MigrationSource;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.literal.NamedLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the migrator of a data source from its configuration and the beans that belong to it. */
final class MigratorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(MigratorFactory.class);

    private final DataSourceMigrations migrations;
    private final ConfiguredSettings configured;
    private final ClassLoader loader;

    MigratorFactory(DataSourceMigrations migrations, DataSourceRuntimeConfig config, ClassLoader loader) {
        this.migrations = migrations;
        this.configured = new ConfiguredSettings(migrations, config);
        this.loader = loader;
    }

    Migrator create() {
        Settings settings = configured.resolve();
        settings.warnings().forEach(LOG::warn);
        MigratorBuilder<Migrator> builder = Sessions.configure(
                Migrator.builder(JdbcTxRunner.over(database(settings))), settings, configured.wording(), LOG::warn);
        for (ScriptLocation location : migrations.locations()) {
            if (location.isOnClassPath()) {
                builder.source(new ListedSource(location, loader));
            }
        }
        if (!settings.sources().isEmpty()) {
            new SourceResolver(ConfiguredSettings.ENVIRONMENT, loader, configured.wording())
                    .resolve(settings)
                    .sources()
                    .forEach(builder::source);
        }
        beans(MigrationSource.class).forEach(builder::source);
        beans(CodeMigration.class).forEach(builder::codeMigration);
        beans(MigrationListener.class).forEach(builder::listener);
        return Sessions.built(builder);
    }

    /** Of a data source, the bean. Named ones have their name as a qualifier, too. */
    static InstanceHandle<DataSource> bean(String dataSource) {
        return Arc.container()
                .select(
                        DataSource.class,
                        DataSourceUtil.isDefault(dataSource) ? Default.Literal.INSTANCE : NamedLiteral.of(dataSource))
                .getHandle();
    }

    private DataSource database(Settings settings) {
        return settings.database() instanceof DatabaseChoice.Server server
                ? server.dataSource()
                : bean(migrations.dataSource()).get();
    }

    private <T> List<T> beans(Class<T> type) {
        return Arc.container().listAll(type, qualifier(migrations.dataSource())).stream()
                .map(InstanceHandle::get)
                .toList();
    }

    /** What belongs to a data source has this qualifier. */
    static Annotation qualifier(String dataSource) {
        return DataSourceUtil.isDefault(dataSource)
                ? Default.Literal.INSTANCE
                : ManticoreDataSource.Literal.of(dataSource);
    }
}
