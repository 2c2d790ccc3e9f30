package dev.manticore.migrations.quarkus.runtime;

import java.util.List;

/**
 * The migrations of a data source as they were found when the application was built.
 *
 * @param dataSource its name
 * @param jdbc whether the application reaches it over JDBC; otherwise with the reactive client alone
 * @param locations in the order of the configuration
 * @param ignored patterns of what to leave out
 */
public record DataSourceMigrations(
        String dataSource, boolean jdbc, List<ScriptLocation> locations, List<String> ignored) {}
