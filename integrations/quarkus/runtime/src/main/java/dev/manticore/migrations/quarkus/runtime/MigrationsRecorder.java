package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.quarkus.MigrationsFailedException;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
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

    private DataSourceRuntimeConfig config(DataSourceMigrations migrations) {
        return Objects.requireNonNull(config.getValue().dataSources().get(migrations.dataSource()));
    }

    /** Creates the bean of type {@link Migrator}. */
    public Function<SyntheticCreationalContext<Migrator>, Migrator> migrator(DataSourceMigrations migrations) {
        return context -> {
            try {
                return new MigratorFactory(
                                migrations,
                                config(migrations),
                                Thread.currentThread().getContextClassLoader())
                        .create();
            } catch (ToolException refused) {
                throw failed(migrations, refused);
            }
        };
    }

    /** Whether there is a database. Migrations over JDBC without a URL of their own need an active data source. */
    public Supplier<ActiveResult> activity(DataSourceMigrations migrations) {
        return () -> migrations.jdbc() && config(migrations).url().isEmpty()
                ? MigratorFactory.bean(migrations.dataSource()).getBean().checkActive()
                : ActiveResult.active();
    }

    /**
     * Migrates all data sources, one after the other, unless the configuration says no.
     *
     * @throws MigrationsFailedException for the first that fails
     */
    public void migrate(List<DataSourceMigrations> all) {
        for (DataSourceMigrations migrations : all) {
            if (config(migrations).migrateAtStart()) {
                migrate(migrations);
            }
        }
    }

    private void migrate(DataSourceMigrations migrations) {
        InstanceHandle<Migrator> bean = Arc.container()
                .select(Migrator.class, MigratorFactory.qualifier(migrations.dataSource()))
                .getHandle();
        ActiveResult activity = bean.getBean().checkActive();
        if (!activity.value()) {
            LOG.info(
                    "The data source {} is not migrated, since it is not active: {}",
                    migrations.dataSource(),
                    activity.inactiveReason());
            return;
        }
        try {
            bean.get().migrate(new ConfiguredSettings(migrations, config(migrations)).target());
        } catch (MigrationException | ToolException failure) {
            throw failed(migrations, failure);
        } catch (CreationException wrapped) {
            throw wrapped.getCause() instanceof MigrationsFailedException failure ? failure : wrapped;
        }
    }

    private static MigrationsFailedException failed(DataSourceMigrations migrations, RuntimeException failure) {
        String name = migrations.dataSource();
        PropertyWording wording = new PropertyWording(name);
        String report = new FailureText(new Style(false), wording).of(Failure.of(failure, wording));
        return new MigrationsFailedException(
                name,
                "The database " + (DataSourceUtil.isDefault(name) ? "" : "of the data source " + name + " ")
                        + "could not be migrated.\n" + report,
                failure);
    }
}
