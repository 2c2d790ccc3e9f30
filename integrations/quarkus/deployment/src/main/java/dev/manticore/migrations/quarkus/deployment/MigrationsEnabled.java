package dev.manticore.migrations.quarkus.deployment;

import dev.manticore.migrations.quarkus.runtime.MigrationsBuildTimeConfig;
import java.util.function.BooleanSupplier;

/** Whether an application has migrations. */
final class MigrationsEnabled implements BooleanSupplier {
    private final MigrationsBuildTimeConfig config;

    MigrationsEnabled(MigrationsBuildTimeConfig config) {
        this.config = config;
    }

    @Override
    public boolean getAsBoolean() {
        return config.enabled();
    }
}
