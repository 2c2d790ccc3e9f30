package dev.manticore.migrations.spring;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.InvalidMigrationSettingsException;
import dev.manticore.migrations.application.MigratorCustomizer;
import dev.manticore.migrations.application.MigratorSetup;
import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Builds the migrators of the application from its settings and beans. */
final class MigrationsFactory {
    private final List<DatabaseSettings> databases;
    private final List<RunnerProvider> providers;
    private final DatabaseBeans beans;
    private final MigratorBeans migrators;
    private final ClassLoader loader;
    private final DurationUnits units;

    MigrationsFactory(
            MigrationsProperties properties,
            List<RunnerProvider> providers,
            ListableBeanFactory beanFactory,
            ClassLoader loader,
            Environment environment) {
        this.databases = DatabaseSettings.of(properties);
        this.providers = providers;
        this.migrators = new MigratorBeans(beanFactory);
        this.loader = loader;
        this.units = new DurationUnits(environment);
        this.beans = new DatabaseBeans(
                beanFactory, databases.stream().map(DatabaseSettings::name).collect(Collectors.toSet()));
    }

    /**
     * The migrations of all databases.
     *
     * @throws InvalidMigrationSettingsException with everything that is wrong with the settings
     */
    ApplicationMigrations create() {
        SettingProblems problems = new SettingProblems();
        units.check(databases, problems);
        List<DatabaseMigrations> migrations = new ArrayList<>();
        for (DatabaseSettings settings : databases) {
            create(settings, problems).ifPresent(migrations::add);
        }
        problems.check();
        return new ApplicationMigrations(migrations);
    }

    private Optional<DatabaseMigrations> create(DatabaseSettings settings, SettingProblems problems) {
        Target target = settings.setup(problems).target();
        SettingProblems ofBeans = new SettingProblems();
        Optional<DatabaseMigrations> bean = migrators.find(settings, target, ofBeans);
        problems.addAll(ofBeans);
        if (bean.isPresent() || !ofBeans.isEmpty()) {
            return bean;
        }
        Optional<DatabaseRunner> found = runner(settings, problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get() instanceof DatabaseRunner.Blocking blocking) {
            MigratorBuilder<Migrator> builder = Migrator.builder(blocking.runner());
            configure(builder, settings, problems);
            return problems.isEmpty()
                    ? Optional.of(DatabaseMigrations.of(settings.name(), target, builder.build()))
                    : Optional.empty();
        }
        DatabaseRunner.NonBlocking nonBlocking = (DatabaseRunner.NonBlocking) found.get();
        MigratorBuilder<AsyncMigrator> builder = AsyncMigrator.builder(nonBlocking.runner());
        configure(builder, settings, problems);
        return problems.isEmpty()
                ? Optional.of(DatabaseMigrations.of(settings.name(), target, builder.build()))
                : Optional.empty();
    }

    private Optional<DatabaseRunner> runner(DatabaseSettings settings, SettingProblems problems) {
        SettingProblems own = new SettingProblems();
        for (RunnerProvider provider : providers) {
            Optional<DatabaseRunner> found = provider.find(settings, own);
            if (found.isPresent() || !own.isEmpty()) {
                problems.addAll(own);
                return found;
            }
        }
        problems.add(
                settings.property("url"),
                "There is no database to migrate: the application has no DataSource"
                        + (settings.isNamed() ? " with the name or qualifier " + settings.name() : "")
                        + ", no Vert.x pool, no R2DBC connection to PostgreSQL, and this property is not set.",
                "Set it, or spring.datasource.url, or " + settings.property("data-source")
                        + " to the name of a bean. An application with a Vert.x pool needs"
                        + " dev.manticore:manticore-migrations-adapter-vertx beside it; one with R2DBC needs"
                        + " dev.manticore:manticore-migrations-adapter-jdbc or -adapter-vertx. Set"
                        + " manticore.migrations.enabled=false if nothing is to be migrated.");
        return Optional.empty();
    }

    private void configure(MigratorBuilder<?> builder, DatabaseSettings settings, SettingProblems problems) {
        MigratorSetup setup = settings.setup(problems);
        setup.applyTo(builder);
        beans.own(HistoryStore.class, settings, problems).forEach(builder::historyStore);
        setup.sources(
                        loader,
                        beans.own(MigrationSource.class, settings, problems),
                        beans.own(CodeMigration.class, settings, problems))
                .forEach(builder::source);
        beans.shared(MigrationListener.class, settings).forEach(builder::listener);
        beans.shared(MigratorCustomizer.class, settings)
                .forEach(customizer -> customizer.customize(settings.name(), builder));
    }
}
