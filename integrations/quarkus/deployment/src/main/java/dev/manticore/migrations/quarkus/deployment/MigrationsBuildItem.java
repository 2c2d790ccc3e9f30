package dev.manticore.migrations.quarkus.deployment;

import dev.manticore.migrations.quarkus.runtime.DataSourceMigrations;
import io.quarkus.builder.item.SimpleBuildItem;
import java.util.List;

/** The data sources that have migrations; the default one comes first. */
public final class MigrationsBuildItem extends SimpleBuildItem {
    private final List<DataSourceMigrations> dataSources;

    MigrationsBuildItem(List<DataSourceMigrations> dataSources) {
        this.dataSources = List.copyOf(dataSources);
    }

    public List<DataSourceMigrations> dataSources() {
        return dataSources;
    }

    List<String> names() {
        return dataSources.stream().map(DataSourceMigrations::dataSource).toList();
    }
}
