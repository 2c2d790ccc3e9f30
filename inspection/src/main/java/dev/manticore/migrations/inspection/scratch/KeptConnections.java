package dev.manticore.migrations.inspection.scratch;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connections to a database that were closed, and gives them to the next who asks, as new as {@code DISCARD ALL} makes
 * them: a new server process takes longer than most migrations, and knows nothing of the catalog yet. Thread-safe.
 */
final class KeptConnections implements DataSource, AutoCloseable {
    private final DataSource source;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    KeptConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection kept = take();
        while (kept != null) {
            if (isAsNew(kept)) {
                return lent(kept);
            }
            kept.close();
            kept = take();
        }
        return lent(source.getConnection());
    }

    private synchronized @Nullable Connection take() {
        return idle.poll();
    }

    private static boolean isAsNew(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
            return true;
        } catch (SQLException ended) {
            return false;
        }
    }

    private Connection lent(Connection connection) {
        AtomicBoolean returned = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                KeptConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!returned.getAndSet(true)) {
                            giveBack(connection);
                        }
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private void giveBack(Connection connection) throws SQLException {
        synchronized (this) {
            if (!closed && !connection.isClosed()) {
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    /** Closes the connections that nobody uses: the database cannot be copied while there are any. */
    void disconnect() {
        Connection kept = take();
        while (kept != null) {
            try {
                kept.close();
            } catch (SQLException ended) {
                // It is gone, as it should be.
            }
            kept = take();
        }
    }

    /** Closes them, and those that are given back later. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        disconnect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is known");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        source.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
