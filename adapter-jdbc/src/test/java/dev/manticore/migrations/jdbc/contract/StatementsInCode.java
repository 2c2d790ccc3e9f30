package dev.manticore.migrations.jdbc.contract;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.jdbc.JdbcMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Java code that executes statements.
 *
 * @param thrown the exception that it throws after the statements, or null
 */
record StatementsInCode(List<String> statements, RuntimeException thrown) implements JdbcMigration {

    @Override
    public MigrationId id() {
        return Version.of(1);
    }

    @Override
    public String description() {
        return "statements";
    }

    @Override
    public void migrate(Connection connection) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }
}
