package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.application.DatabaseMigrationException;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.MigrationStrategy;
import dev.manticore.migrations.application.MigratorCustomizer;
import dev.manticore.migrations.application.MigratorSetup;
import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import io.micronaut.context.BeanContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;

/** Builds the migrator of a database from its settings and beans, and migrates. */
@Singleton
final class MigrationStart {
    private final BeanContext context;
    private final DatabaseBeans beans;
    private final MigratedDatabases migrated;
    private final MigrationConnections connections;
    private final KnownProperties known;

    MigrationStart(
            BeanContext context,
            DatabaseBeans beans,
            MigratedDatabases migrated,
            MigrationConnections connections,
            KnownProperties known) {
        this.context = context;
        this.beans = beans;
        this.migrated = migrated;
        this.connections = connections;
        this.known = known;
    }

    /**
     * Migrates over the connection of the migrations' own, or else over the data source.
     *
     * @param application the data source; empty if the application has none with the name of the database
     * @throws DatabaseMigrationException if the migrations fail
     * @throws dev.manticore.migrations.application.InvalidMigrationSettingsException with everything that is wrong with the
     *     settings
     */
    void migrate(DatabaseSettings settings, Optional<DataSource> application) {
        SettingProblems problems = new SettingProblems();
        known.check(problems);
        Optional<DataSource> dataSource = connections.find(settings, application, problems);
        Target target = settings.setup(problems).target();
        Optional<Migrator> migrator = dataSource.flatMap(it -> migrator(settings, it, problems));
        problems.check();
        DatabaseMigrations database = DatabaseMigrations.of(settings.name(), target, migrator.orElseThrow());
        migrate(database, settings);
        migrated.add(settings, database);
    }

    private Optional<Migrator> migrator(DatabaseSettings settings, DataSource dataSource, SettingProblems problems) {
        MigratorBuilder<Migrator> builder = Migrator.builder(JdbcTxRunner.over(dataSource));
        MigratorSetup setup = settings.setup(problems);
        setup.applyTo(builder);
        beans.own(HistoryStore.class, settings, problems).forEach(builder::historyStore);
        setup.sources(
                        context.getClassLoader(),
                        beans.own(MigrationSource.class, settings, problems),
                        beans.own(CodeMigration.class, settings, problems))
                .forEach(builder::source);
        beans.shared(MigrationListener.class, settings).forEach(builder::listener);
        beans.shared(MigratorCustomizer.class, settings)
                .forEach(customizer -> customizer.customize(settings.name(), builder));
        return problems.isEmpty() ? Optional.of(builder.build()) : Optional.empty();
    }

    private void migrate(DatabaseMigrations database, DatabaseSettings settings) {
        MigrationStrategy strategy = context.findBean(MigrationStrategy.class).orElse(DatabaseMigrations::migrate);
        try {
            strategy.migrate(database);
        } catch (MigrationException failure) {
            throw DatabaseMigrationException.ofDataSource(settings.name(), failure, settings.words());
        }
    }
}
