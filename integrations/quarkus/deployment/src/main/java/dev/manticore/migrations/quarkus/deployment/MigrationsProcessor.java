package dev.manticore.migrations.quarkus.deployment;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.quarkus.ManticoreDataSource;
import dev.manticore.migrations.quarkus.runtime.DataSourceMigrations;
import dev.manticore.migrations.quarkus.runtime.MigrationsBuildTimeConfig;
import dev.manticore.migrations.quarkus.runtime.MigrationsRecorder;
import dev.manticore.migrations.quarkus.runtime.MigrationsRuntimeConfig;
import dev.manticore.migrations.quarkus.runtime.ScriptLocation;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import io.quarkus.agroal.spi.JdbcDataSourceBuildItem;
import io.quarkus.agroal.spi.JdbcDataSourceSchemaReadyBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.HotDeploymentWatchedFileBuildItem;
import io.quarkus.deployment.builditem.InitTaskCompletedBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;
import io.quarkus.reactive.datasource.spi.ReactiveDataSourceBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.jandex.DotName;

/** Finds the migrations of an application, and records that they are applied before anything uses the database. */
@BuildSteps(onlyIf = MigrationsEnabled.class)
class MigrationsProcessor {
    private static final String FEATURE = "manticore-migrations";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    MigrationsBuildItem find(
            MigrationsBuildTimeConfig config,
            List<JdbcDataSourceBuildItem> jdbc,
            List<ReactiveDataSourceBuildItem> reactive,
            BuildProducer<HotDeploymentWatchedFileBuildItem> watched) {
        // The name of the default one, <default>, sorts before letters.
        Map<String, Boolean> dataSources = new TreeMap<>();
        reactive.stream()
                .filter(each -> DatabaseKind.isPostgreSQL(each.getDbKind()))
                .forEach(each -> dataSources.put(each.getName(), false));
        jdbc.stream()
                .filter(each -> DatabaseKind.isPostgreSQL(each.getDbKind()))
                .forEach(each -> dataSources.put(each.getName(), true));
        if (dataSources.isEmpty()) {
            throw new ConfigurationException("There is no database to migrate: the application has no data source with"
                    + " PostgreSQL. Add the dependency io.quarkus:quarkus-jdbc-postgresql or"
                    + " io.quarkus:quarkus-reactive-pg-client, or set " + MigrationsRuntimeConfig.PREFIX
                    + ".enabled=false.");
        }
        ConfiguredDataSources configured = new ConfiguredDataSources(
                config, dataSources, new LocationListing(Thread.currentThread().getContextClassLoader()));
        dataSources.keySet().stream()
                .flatMap(name -> configured.locations(name).stream())
                .map(LocationListing::withScheme)
                .filter(location -> location.startsWith(ScriptLocation.CLASS_PATH))
                .map(location -> LocationListing.directory(location) + "/")
                .distinct()
                .forEach(directory -> watched.produce(HotDeploymentWatchedFileBuildItem.builder()
                        .setLocationPredicate(path -> path.startsWith(directory))
                        .build()));
        return new MigrationsBuildItem(configured.find());
    }

    @BuildStep
    NativeImageResourceBuildItem resources(MigrationsBuildItem migrations) {
        return new NativeImageResourceBuildItem(migrations.dataSources().stream()
                .flatMap(each -> each.locations().stream())
                .flatMap(location -> location.resources().stream())
                .toList());
    }

    @BuildStep
    UnremovableBeanBuildItem usedBeans() {
        return UnremovableBeanBuildItem.beanTypes(
                MigrationSource.class, CodeMigration.class, MigrationListener.class, HistoryStore.class);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void migrators(
            MigrationsRecorder recorder,
            MigrationsBuildItem migrations,
            BuildProducer<AdditionalBeanBuildItem> qualifiers,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        qualifiers.produce(new AdditionalBeanBuildItem(ManticoreDataSource.class));
        for (DataSourceMigrations each : migrations.dataSources()) {
            SyntheticBeanBuildItem.ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(Migrator.class)
                    .scope(Singleton.class)
                    .setRuntimeInit()
                    .unremovable()
                    .checkActive(recorder.activity(each))
                    .createWith(recorder.migrator(each));
            if (DataSourceUtil.isDefault(each.dataSource())) {
                bean.addQualifier(Default.class);
            } else {
                bean.addQualifier()
                        .annotation(DotName.createSimple(ManticoreDataSource.class.getName()))
                        .addValue("value", each.dataSource())
                        .done();
            }
            beans.produce(bean.done());
        }
    }

    /** Hibernate ORM and others wait for the item that says that the schema is ready. */
    @BuildStep
    @Consume(BeanContainerBuildItem.class)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Consume(LoggingSetupBuildItem.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    ServiceStartBuildItem migrate(
            MigrationsRecorder recorder,
            MigrationsBuildItem migrations,
            BuildProducer<JdbcDataSourceSchemaReadyBuildItem> schemaReady,
            BuildProducer<InitTaskCompletedBuildItem> initialized) {
        recorder.migrate(migrations.dataSources());
        schemaReady.produce(new JdbcDataSourceSchemaReadyBuildItem(migrations.names()));
        initialized.produce(new InitTaskCompletedBuildItem(FEATURE));
        return new ServiceStartBuildItem(FEATURE);
    }
}
