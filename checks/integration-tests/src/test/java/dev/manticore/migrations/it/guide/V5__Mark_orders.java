package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.jdbc.JdbcMigration;
import java.sql.Connection;
import java.sql.Statement;

/** A migration that was one of Flyway's. */
public class V5__Mark_orders implements JdbcMigration {
    @Override
    public void migrate(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE orders SET marked = true");
        }
    }
}
