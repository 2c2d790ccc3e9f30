package dev.manticore.migrations.cli;

import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the test server ask for a password, which it does of nobody otherwise. */
final class PasswordServer {
    private PasswordServer() {}

    /** Makes a user whom the server lets in by a password alone. */
    static synchronized void protect(TestDatabase database, String user, String password)
            throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ROLE IF EXISTS " + user);
            statement.execute("CREATE ROLE " + user + " LOGIN SUPERUSER PASSWORD '" + password + "'");
            Path rules;
            try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                rules = Path.of(row.getString(1));
            }
            String rule = "host all " + user + " all scram-sha-256\n";
            Files.writeString(rules, rule + Files.readString(rules));
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
