package dev.manticore.migrations.micronaut;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;

/** The settings of one of several data sources. What is not set is taken from {@code manticore.migrations.*}. */
@EachProperty(DataSourceProperties.PREFIX)
final class DataSourceProperties extends DatabaseProperties {
    static final String PREFIX = MigrationsProperties.PREFIX + ".datasources";

    private final String name;

    DataSourceProperties(@Parameter String name) {
        this.name = name;
    }

    /** The name of the data source. */
    String name() {
        return name;
    }
}
