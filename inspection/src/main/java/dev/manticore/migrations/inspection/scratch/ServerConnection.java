package dev.manticore.migrations.inspection.scratch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A connection over which databases are created and dropped. What it locks stays locked until it unlocks it or its program
 * ends. Thread-safe; one statement at a time.
 *
 * <p>It goes to the database {@code postgres} where that is possible: locks belong to a database, and programs whose URLs
 * name different ones have to see each other's.
 */
public final class ServerConnection implements AutoCloseable {
    /** The SQLSTATE with which a server says that there is no such database. */
    public static final String DATABASE_IS_MISSING = "3D000";

    /** The SQLSTATE with which a server says that somebody uses what is to be dropped. */
    public static final String IN_USE = "55006";

    /** There is no database {@code postgres}, or the user must not connect to it. */
    private static final Set<String> NOT_FOR_THIS_USER = Set.of(DATABASE_IS_MISSING, "42501", "28000");

    private final DatabaseServer server;
    private final Connection connection;
    private final boolean hasStrategies;

    private ServerConnection(DatabaseServer server, Connection connection) throws SQLException {
        this.server = server;
        this.connection = connection;
        this.hasStrategies = connection.getMetaData().getDatabaseMajorVersion() >= 15;
    }

    /**
     * Connects.
     *
     * @throws ScratchException if the server cannot be reached
     */
    public static ServerConnection to(DatabaseServer server) {
        try {
            Connection connection = connect(server);
            try {
                ServerConnection opened = new ServerConnection(server, connection);
                opened.keep();
                return opened;
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw ScratchException.refused("No databases can be created on " + server, failure);
        }
    }

    private static Connection connect(DatabaseServer server) throws SQLException {
        try {
            return server.database("postgres").getConnection();
        } catch (SQLException refused) {
            if (!NOT_FOR_THIS_USER.contains(String.valueOf(refused.getSQLState()))) {
                throw refused;
            }
            return server.initial().getConnection();
        }
    }

    /** The server must not end the connection, and with it the lock, since nothing was asked for a while. */
    private void keep() throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() >= 14) {
            execute("SET idle_session_timeout = 0");
        }
    }

    /** The database of this name, with a new connection each time. */
    public DataSource database(String name) {
        return server.database(name);
    }

    /** Whether the server can copy a database in more than one way, as PostgreSQL 15 and later. */
    boolean hasStrategies() {
        return hasStrategies;
    }

    /** Executes a statement. */
    public synchronized void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Executes a query.
     *
     * @param sql with a {@code ?} for each parameter
     * @return the first column of its rows
     */
    public synchronized List<String> ask(String sql, Object... parameters) throws SQLException {
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

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw ScratchException.refused("The connection to " + server + " cannot be closed", failure);
        }
    }
}
