package dev.manticore.migrations.application;

import dev.manticore.migrations.MigrationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The health of the migrations.
 *
 * @param isUp false if a migration of any database is partially applied or in doubt, and nobody is at work on it. Pending
 *     ones are no illness: a later version of the application may have brought them
 * @param details the numbers of each database, by name
 */
public record MigrationsHealth(boolean isUp, Map<String, Object> details) {

    /**
     * Asks all databases. Throws a {@code MigrationException} if one cannot be asked.
     *
     * @param databases ask for the status, by name
     */
    public static MigrationsHealth of(Map<String, Supplier<MigrationStatus>> databases) {
        boolean up = true;
        Map<String, Object> details = new LinkedHashMap<>();
        for (Map.Entry<String, Supplier<MigrationStatus>> database : databases.entrySet()) {
            MigrationStatus status = database.getValue().get();
            up &= !StatusDocument.needsAPerson(status);
            details.put(database.getKey(), StatusDocument.summary(status));
        }
        return new MigrationsHealth(up, details);
    }
}
