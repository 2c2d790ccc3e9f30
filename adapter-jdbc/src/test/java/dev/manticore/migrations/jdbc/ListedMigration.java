package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import java.sql.Connection;

/** A migration that is listed as a service where a test says so. */
public final class ListedMigration implements JdbcMigration {
    @Override
    public MigrationId id() {
        return Version.of(7);
    }

    @Override
    public String description() {
        return "listed";
    }

    @Override
    public void migrate(Connection connection) {}
}
