package dev.manticore.migrations.settings.database;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** Calls the driver. Otherwise Java would search all jars for drivers first, and open each. */
final class DirectDataSource extends PGSimpleDataSource {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        Connection connection = new Driver().connect(getUrl(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not know its own URL " + getUrl());
        }
        return connection;
    }
}
