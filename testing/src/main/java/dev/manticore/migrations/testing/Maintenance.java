package dev.manticore.migrations.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A connection over which databases are created and dropped. What it locks stays locked until it unlocks it or its program
 * ends. Thread-safe; one statement at a time.
 *
 * <p>It goes to the database {@code postgres} where that is possible: locks belong to a database, and programs whose URLs
 * name different ones have to see each other's.
 */
final class Maintenance implements AutoCloseable {
    static final String DATABASE_IS_MISSING = "3D000";
    static final String IN_USE = "55006";

    private final TestServer.Address address;
    private final Connection connection;
    private final boolean hasStrategies;

    private Maintenance(TestServer.Address address, Connection connection) throws SQLException {
        this.address = address;
        this.connection = connection;
        this.hasStrategies = connection.getMetaData().getDatabaseMajorVersion() >= 15;
    }

    static Maintenance of(TestServer.Address address) {
        try {
            Connection connection = connect(address);
            try {
                return new Maintenance(address, connection);
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "No test databases can be created on " + address + ": " + failure.getMessage(), failure);
        }
    }

    private static Connection connect(TestServer.Address address) throws SQLException {
        PGSimpleDataSource common = address.dataSource();
        common.setDatabaseName("postgres");
        try {
            return common.getConnection();
        } catch (SQLException refused) {
            // Missing, or not for this user.
            return address.dataSource().getConnection();
        }
    }

    /** The database of this name, with a new connection each time. */
    PGSimpleDataSource database(String name) {
        PGSimpleDataSource source = address.dataSource();
        source.setDatabaseName(name);
        return source;
    }

    /** Whether the server can copy a database in more than one way, as PostgreSQL 15 and later. */
    boolean hasStrategies() {
        return hasStrategies;
    }

    synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of a query's rows. */
    synchronized List<String> ask(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            List<String> answers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
            return answers;
        }
    }

    /** Whether the connection has ended, for instance because the server was stopped. */
    static boolean isLost(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0");
    }

    static IllegalStateException refused(String what, SQLException failure) {
        return new IllegalStateException(what + ": " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw refused("The connection to the test server cannot be closed", failure);
        }
    }
}
