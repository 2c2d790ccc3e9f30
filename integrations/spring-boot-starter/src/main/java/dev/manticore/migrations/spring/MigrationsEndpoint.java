package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.StatusDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The actuator's endpoint {@code migrations}: files and history of each database side by side. It changes nothing. */
@Endpoint(id = "migrations")
public final class MigrationsEndpoint {
    private final ApplicationMigrations migrations;

    MigrationsEndpoint(ApplicationMigrations migrations) {
        this.migrations = migrations;
    }

    /** The databases by name; see {@code docs/spring-boot.md} for the members of each. */
    @ReadOperation
    public Map<String, @Nullable Object> migrations() {
        Map<String, @Nullable Object> documents = new LinkedHashMap<>();
        for (DatabaseMigrations database : migrations.databases()) {
            documents.put(
                    database.name(), StatusDocument.of(database::status, DatabaseSettings.words(database.name())));
        }
        return Map.of("databases", documents);
    }
}
