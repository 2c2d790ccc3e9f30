package dev.manticore.migrations.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;

/** The settings of the one data source that is migrated, or what all of several have in common. */
@ConfigurationProperties(MigrationsProperties.PREFIX)
final class MigrationsProperties extends DatabaseProperties {
    static final String PREFIX = "manticore.migrations";
}
