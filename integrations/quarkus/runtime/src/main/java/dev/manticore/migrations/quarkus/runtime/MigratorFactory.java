package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.application.MigratorSetup;
import dev.manticore.migrations.application.SettingProblems;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.quarkus.ManticoreDataSource;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.literal.NamedLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Creates the migrator of a data source from its settings and the beans that belong to it. */
final class MigratorFactory {
    private final DataSourceSettings settings;
    private final ClassLoader loader;

    MigratorFactory(DataSourceSettings settings, ClassLoader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /** @throws dev.manticore.migrations.application.InvalidMigrationSettingsException with everything that is wrong */
    Migrator create() {
        SettingProblems problems = new SettingProblems();
        MigratorSetup setup = settings.setup(problems);
        setup.target();
        List<MigrationSource> sources = setup.sources(loader, sources(), beans(CodeMigration.class));
        Optional<MigratorBuilder<Migrator>> builder =
                database(problems).map(JdbcTxRunner::over).map(Migrator::builder);
        builder.ifPresent(setup::applyTo);
        problems.check();
        return with(sources, builder.orElseThrow());
    }

    private Migrator with(List<MigrationSource> sources, MigratorBuilder<Migrator> builder) {
        beans(HistoryStore.class).forEach(builder::historyStore);
        sources.forEach(builder::source);
        beans(MigrationListener.class).forEach(builder::listener);
        return builder.build();
    }

    /** Empty if it is not known, which is a problem. */
    private Optional<DataSource> database(SettingProblems problems) {
        return new OwnDatabase(settings)
                .find(problems)
                .or(() -> settings.migrations().jdbc()
                        ? Optional.of(bean(settings.dataSource()).get())
                        : Optional.empty());
    }

    private List<MigrationSource> sources() {
        return Stream.concat(
                        settings.migrations().locations().stream()
                                .filter(ScriptLocation::isOnClassPath)
                                .map(location -> new ListedSource(location, loader)),
                        beans(MigrationSource.class).stream())
                .toList();
    }

    /** Of a data source, the bean. Named ones have their name as a qualifier, too. */
    static InstanceHandle<DataSource> bean(String dataSource) {
        return Arc.container()
                .select(
                        DataSource.class,
                        DataSourceUtil.isDefault(dataSource) ? Default.Literal.INSTANCE : NamedLiteral.of(dataSource))
                .getHandle();
    }

    private <T> List<T> beans(Class<T> type) {
        return Arc.container().listAll(type, qualifier(settings.dataSource())).stream()
                .map(InstanceHandle::get)
                // A migration in code is named by its class, not by that of a proxy.
                .map(ClientProxy::unwrap)
                .toList();
    }

    /** What belongs to a data source has this qualifier. */
    static Annotation qualifier(String dataSource) {
        return DataSourceUtil.isDefault(dataSource)
                ? Default.Literal.INSTANCE
                : ManticoreDataSource.Literal.of(dataSource);
    }
}
