package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.jdbc.JdbcMigration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Computes in Java what SQL cannot. */
public final class V3__Hash_passwords implements JdbcMigration {

    @Override
    public void migrate(Connection connection) throws SQLException {
        try (Statement read = connection.createStatement();
                ResultSet users = read.executeQuery("SELECT id, password FROM users");
                PreparedStatement write = connection.prepareStatement("UPDATE users SET password = ? WHERE id = ?")) {
            while (users.next()) {
                write.setString(1, Passwords.hash(users.getString("password")));
                write.setLong(2, users.getLong("id"));
                write.addBatch();
            }
            write.executeBatch();
        }
    }
}
