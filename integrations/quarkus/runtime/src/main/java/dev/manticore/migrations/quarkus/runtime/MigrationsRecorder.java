package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.application.DatabaseMigrationException;
import dev.manticore.migrations.application.InvalidMigrationSettingsException;
import dev.manticore.migrations.application.SettingProblems;
import io.quarkus.arc.ActiveResult;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import jakarta.enterprise.inject.CreationException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the build has recorded for the start of the application. */
@Recorder
public class MigrationsRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationsRecorder.class);

    private final RuntimeValue<MigrationsRuntimeConfig> config;

    public MigrationsRecorder(RuntimeValue<MigrationsRuntimeConfig> config) {
        this.config = config;
    }

    private DataSourceSettings settings(DataSourceMigrations migrations) {
        return new DataSourceSettings(
                migrations,
                Objects.requireNonNull(config.getValue().dataSources().get(migrations.dataSource())));
    }

    /** Creates the bean of type {@link Migrator}. */
    public Function<SyntheticCreationalContext<Migrator>, Migrator> migrator(DataSourceMigrations migrations) {
        return context ->
                new MigratorFactory(settings(migrations), Thread.currentThread().getContextClassLoader()).create();
    }

    /** Whether there is a database. Migrations over JDBC without a URL of their own need an active data source. */
    public Supplier<ActiveResult> activity(DataSourceMigrations migrations) {
        return () -> migrations.jdbc() && settings(migrations).config().url().isEmpty()
                ? MigratorFactory.bean(migrations.dataSource()).getBean().checkActive()
                : ActiveResult.active();
    }

    /**
     * Migrates all data sources, one after the other, unless the configuration says no.
     *
     * @throws DatabaseMigrationException for the first that fails
     * @throws InvalidMigrationSettingsException for the first whose settings are wrong
     */
    public void migrate(List<DataSourceMigrations> all) {
        warnOfUnused(all);
        for (DataSourceMigrations migrations : all) {
            DataSourceSettings settings = settings(migrations);
            if (settings.config().migrateAtStart()) {
                migrate(settings);
            }
        }
    }

    /** A name may be mistyped. Placeholders may have the names of settings. */
    private void warnOfUnused(List<DataSourceMigrations> all) {
        Set<String> unused = new TreeSet<>(config.getValue().dataSources().keySet());
        unused.remove("placeholders");
        unused.remove(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
        all.forEach(migrations -> unused.remove(migrations.dataSource()));
        unused.forEach(name -> LOG.warn(
                "{}.\"{}\" is configured, but the data source {} does not exist or has no migrations",
                MigrationsRuntimeConfig.PREFIX,
                name,
                name));
    }

    private void migrate(DataSourceSettings settings) {
        InstanceHandle<Migrator> bean = Arc.container()
                .select(Migrator.class, MigratorFactory.qualifier(settings.dataSource()))
                .getHandle();
        ActiveResult activity = bean.getBean().checkActive();
        if (!activity.value()) {
            LOG.info(
                    "The data source {} is not migrated, since it is not active: {}",
                    settings.dataSource(),
                    activity.inactiveReason());
            return;
        }
        try {
            bean.get().migrate(settings.setup(new SettingProblems()).target());
        } catch (MigrationException failure) {
            throw DatabaseMigrationException.ofDataSource(settings.dataSource(), failure, settings.words());
        } catch (CreationException wrapped) {
            throw wrapped.getCause() instanceof InvalidMigrationSettingsException invalid ? invalid : wrapped;
        }
    }
}
