package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.MigrationsHealth;
import dev.manticore.migrations.application.StatusDocument;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The databases that have been migrated since the start. */
@Singleton
final class MigratedDatabases {
    private final Map<String, Migrated> all = new ConcurrentSkipListMap<>();

    private record Migrated(DatabaseSettings settings, DatabaseMigrations database) {}

    void add(DatabaseSettings settings, DatabaseMigrations database) {
        all.put(settings.name(), new Migrated(settings, database));
    }

    Optional<DatabaseMigrations> find(String name) {
        return Optional.ofNullable(all.get(name)).map(Migrated::database);
    }

    /** Asks all of them. Throws a {@code MigrationException} if one cannot be asked. */
    MigrationsHealth health() {
        Map<String, Supplier<MigrationStatus>> statuses = new LinkedHashMap<>();
        all.forEach((name, migrated) -> statuses.put(name, migrated.database()::status));
        return MigrationsHealth.of(statuses);
    }

    /** Files and history of each, by name. */
    Map<String, @Nullable Object> documents() {
        Map<String, @Nullable Object> documents = new LinkedHashMap<>();
        all.forEach((name, migrated) -> documents.put(
                name,
                StatusDocument.of(
                        migrated.database()::status, migrated.settings().words())));
        return documents;
    }
}
