package dev.manticore.migrations.application;

/**
 * Replaces what happens with a database at the start. Define a bean of this type; without one, each database is migrated
 * with {@link DatabaseMigrations#migrate()}.
 */
@FunctionalInterface
public interface MigrationStrategy {

    /**
     * Called once for each database, on the thread that starts the application, before anything else uses the database. What
     * it throws ends the start.
     */
    void migrate(DatabaseMigrations database);
}
