package dev.manticore.migrations.quarkus.deployment;

import dev.manticore.migrations.quarkus.runtime.DataSourceBuildTimeConfig;
import dev.manticore.migrations.quarkus.runtime.DataSourceMigrations;
import dev.manticore.migrations.quarkus.runtime.MigrationsBuildTimeConfig;
import dev.manticore.migrations.quarkus.runtime.MigrationsRuntimeConfig;
import dev.manticore.migrations.quarkus.runtime.ScriptLocation;
import dev.manticore.migrations.spi.SourceException;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the migrations of each data source. One has migrations if locations are set for it, or if its default location has
 * scripts. If none has any, the default data source is expected to get some.
 */
final class ConfiguredDataSources {
    private static final String DEFAULT_LOCATION = ScriptLocation.CLASS_PATH + "db/migration";

    private final MigrationsBuildTimeConfig config;
    private final Map<String, Boolean> dataSources;
    private final LocationListing listing;
    private final List<String> problems = new ArrayList<>();

    /** @param dataSources those with PostgreSQL, the default one first; true for those with JDBC */
    ConfiguredDataSources(MigrationsBuildTimeConfig config, Map<String, Boolean> dataSources, LocationListing listing) {
        this.config = config;
        this.dataSources = dataSources;
        this.listing = listing;
    }

    /** The default location of each data source. */
    static String defaultLocation(String dataSource) {
        return DataSourceUtil.isDefault(dataSource) ? DEFAULT_LOCATION : DEFAULT_LOCATION + "/" + dataSource;
    }

    /**
     * The migrations of all data sources that have some.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    List<DataSourceMigrations> find() {
        Set<String> unknown = new TreeSet<>(config.dataSources().keySet());
        unknown.removeAll(dataSources.keySet());
        unknown.remove(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
        unknown.forEach(name -> problems.add(MigrationsRuntimeConfig.property(name, "locations")
                + ": the application has no data source " + name + " with PostgreSQL. It has: "
                + String.join(", ", dataSources.keySet()) + "."));
        List<DataSourceMigrations> found = new ArrayList<>();
        for (String name : dataSources.keySet()) {
            DataSourceMigrations migrations = migrations(name);
            if (isSet(name)
                    || migrations.locations().stream()
                            .anyMatch(each -> !each.scripts().isEmpty())) {
                found.add(migrations);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
        if (found.isEmpty()) {
            dataSources.keySet().stream().findFirst().ifPresent(first -> found.add(migrations(first)));
        }
        return found;
    }

    private DataSourceBuildTimeConfig config(String name) {
        return Objects.requireNonNull(config.dataSources().get(name));
    }

    private boolean isSet(String name) {
        return config(name).locations().isPresent();
    }

    /** The locations of a data source. */
    List<String> locations(String name) {
        return config(name).locations().orElseGet(() -> List.of(defaultLocation(name)));
    }

    private DataSourceMigrations migrations(String name) {
        List<String> ignored = new ArrayList<>(config(name).ignore().orElse(List.of()));
        if (DataSourceUtil.isDefault(name) && !isSet(name)) {
            dataSources.keySet().stream()
                    .filter(other -> !DataSourceUtil.isDefault(other) && !isSet(other))
                    .forEach(other -> ignored.add(other + "/**"));
        }
        List<ScriptLocation> found = new ArrayList<>();
        for (String location : locations(name)) {
            if (isSet(name) || exists(location)) {
                list(name, location, ignored, found);
            } else {
                found.add(new ScriptLocation(location, List.of()));
            }
        }
        return new DataSourceMigrations(name, dataSources.getOrDefault(name, false), found, ignored);
    }

    private boolean exists(String location) {
        try {
            return listing.exists(location);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void list(String name, String location, List<String> ignored, List<ScriptLocation> found) {
        try {
            found.add(listing.list(location, ignored));
        } catch (SourceException failure) {
            problems.add(MigrationsRuntimeConfig.property(name, "locations") + ": " + failure.getMessage() + " "
                    + failure.remedy().advice());
        } catch (IllegalArgumentException refused) {
            problems.add(MigrationsRuntimeConfig.property(name, "locations") + ": " + refused.getMessage() + ".");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
