package dev.manticore.migrations.cli;

import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the test server require a password, which it does not by default. */
final class PasswordServer {
    private PasswordServer() {}

    /** Creates a user who can log in only with a password. */
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
        // The server reloads its rules asynchronously.
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setUser(user);
        source.setPassword("wrong");
        await().until(() -> isRefused(source));
    }

    private static boolean isRefused(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.isClosed();
        } catch (SQLException refused) {
            return "28P01".equals(refused.getSQLState());
        }
    }
}
