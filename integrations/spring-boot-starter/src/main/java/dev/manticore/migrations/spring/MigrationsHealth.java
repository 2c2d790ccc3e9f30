package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of the migrations.
 *
 * @param isUp false if a migration of any database is partially applied or in doubt, and nobody is at work on it. Pending
 *     ones are no illness: a later version of the application may have brought them
 * @param details the numbers of each database, by name
 */
record MigrationsHealth(boolean isUp, Map<String, Object> details) {

    /** Asks all databases. Throws a {@code MigrationException} if one cannot be asked. */
    static MigrationsHealth of(ApplicationMigrations migrations) {
        boolean up = true;
        Map<String, Object> details = new LinkedHashMap<>();
        for (DatabaseMigrations database : migrations.databases()) {
            MigrationStatus status = database.status();
            up &= !StatusDocument.needsAPerson(status);
            details.put(database.name(), StatusDocument.summary(status));
        }
        return new MigrationsHealth(up, details);
    }
}
