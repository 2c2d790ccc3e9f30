package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.StatusDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Adds the version of each database, and how many migrations are pending, to the actuator's {@code info}. */
final class MigrationsInfo implements InfoContributor {
    private final ApplicationMigrations migrations;

    MigrationsInfo(ApplicationMigrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, @Nullable Object> databases = new LinkedHashMap<>();
        for (DatabaseMigrations database : migrations.databases()) {
            databases.put(database.name(), info(database));
        }
        builder.withDetail("migrations", databases);
    }

    private static Map<String, @Nullable Object> info(DatabaseMigrations database) {
        try {
            return StatusDocument.summary(database.status());
        } catch (MigrationException failure) {
            return Map.of("error", failure.summary());
        }
    }
}
