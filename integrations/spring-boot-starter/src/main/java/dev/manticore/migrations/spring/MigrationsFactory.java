package dev.manticore.migrations.spring;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;

/** Builds the migrators of the application from its settings and beans. */
final class MigrationsFactory {
    private final List<DatabaseSettings> databases;
    private final List<RunnerProvider> providers;
    private final DatabaseBeans beans;
    private final ListableBeanFactory beanFactory;
    private final ClassLoader loader;

    MigrationsFactory(
            MigrationsProperties properties,
            List<RunnerProvider> providers,
            ListableBeanFactory beanFactory,
            ClassLoader loader) {
        this.databases = DatabaseSettings.of(properties);
        this.providers = providers;
        this.beanFactory = beanFactory;
        this.loader = loader;
        this.beans = new DatabaseBeans(
                beanFactory, databases.stream().map(DatabaseSettings::name).collect(Collectors.toSet()));
    }

    /**
     * The migrations of all databases.
     *
     * @throws InvalidMigrationSettingsException with everything that is wrong with the settings
     */
    ApplicationMigrations create() {
        Problems problems = new Problems();
        List<DatabaseMigrations> migrations = new ArrayList<>();
        for (DatabaseSettings settings : databases) {
            create(settings, problems).ifPresent(migrations::add);
        }
        problems.check();
        return new ApplicationMigrations(migrations);
    }

    private Optional<DatabaseMigrations> create(DatabaseSettings settings, Problems problems) {
        Target target = target(settings, problems);
        Migrator own = settings.isNamed()
                ? null
                : beanFactory.getBeanProvider(Migrator.class).getIfUnique();
        if (own != null) {
            return Optional.of(DatabaseMigrations.of(settings.name(), target, own));
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

    private Optional<DatabaseRunner> runner(DatabaseSettings settings, Problems problems) {
        Problems own = new Problems();
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

    private void configure(MigratorBuilder<?> builder, DatabaseSettings settings, Problems problems) {
        new MigratorSettings(settings, problems).applyTo(builder);
        beans.own(HistoryStore.class, settings, problems).forEach(builder::historyStore);
        sources(settings, problems).forEach(builder::source);
        beans.shared(MigrationListener.class, settings).forEach(builder::listener);
        beans.shared(MigratorCustomizer.class, settings)
                .forEach(customizer -> customizer.customize(settings.name(), builder));
    }

    private List<MigrationSource> sources(DatabaseSettings settings, Problems problems) {
        LocationSources locations = new LocationSources(
                loader, settings.ignored(), Boolean.TRUE.equals(settings.value(DatabaseProperties::getFollowLinks)));
        List<MigrationSource> sources = new ArrayList<>();
        List<MigrationSource> inBeans = beans.own(MigrationSource.class, settings, problems);
        List<CodeMigration> code = beans.own(CodeMigration.class, settings, problems);
        List<String> set = settings.locations();
        boolean hasBeans = !inBeans.isEmpty() || !code.isEmpty();
        if (set == null && hasBeans && !exists(settings.defaultLocation())) {
            set = List.of();
        }
        for (String location : Objects.requireNonNullElse(set, List.of(settings.defaultLocation()))) {
            problems.setting(
                    settings.property("locations"),
                    "Use classpath:LOCATION or filesystem:DIRECTORY.",
                    () -> sources.add(locations.of(location)));
        }
        sources.addAll(inBeans);
        if (!code.isEmpty()) {
            sources.add(MigrationSource.ofCode(code));
        }
        if (sources.isEmpty() && problems.isEmpty()) {
            problems.add(
                    settings.property("locations"),
                    "It is empty, and there is no bean of type MigrationSource or JdbcMigration.",
                    "Remove it for the default " + settings.defaultLocation() + ", or set it.");
        }
        return sources;
    }

    /** The default location need not exist where the migrations are beans. */
    private boolean exists(String location) {
        String directory = location.substring(location.indexOf(':') + 1);
        return loader.getResource(directory) != null
                || loader.getResource("META-INF/manticore/" + directory + ".index") != null;
    }

    private static Target target(DatabaseSettings settings, Problems problems) {
        String text = settings.own().getTarget();
        if (text == null || text.strip().equalsIgnoreCase("latest")) {
            return Target.latest();
        }
        List<Target> parsed = new ArrayList<>();
        problems.setting(
                settings.property("target"),
                "Use latest or a version, e.g. 7.",
                () -> parsed.add(new Target.UpTo(Version.parse(text.strip()), false)));
        return parsed.isEmpty() ? Target.latest() : parsed.get(0);
    }
}
