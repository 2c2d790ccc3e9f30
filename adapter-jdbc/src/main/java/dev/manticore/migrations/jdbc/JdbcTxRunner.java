package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Runs migrations over connections of the PostgreSQL JDBC driver, whichever DataSource they come from: the driver's
 * own, a pool, or a wrapper of either, as long as {@link Connection#unwrap} gives the driver's connection. Thread-safe.
 *
 * <p>Scripts are sent below JDBC, through the driver's query executor. So neither autocommit nor a prepared statement
 * nor any other setting of the connection is touched for longer than a call, and the text arrives as it is: {@code ?},
 * <code>{d '2020-01-01'}</code> and the like mean to the server what they say.
 *
 * <p>How long to wait for a connection or for an answer is for the DataSource to say ({@code connectTimeout},
 * {@code socketTimeout}). A thread that is interrupted while it waits for an answer goes on waiting, and is still
 * interrupted afterwards; from another thread, the statement can be cancelled, and the session given up.
 */
public final class JdbcTxRunner implements TxRunner {
    private final DataSource dataSource;

    private JdbcTxRunner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A runner over the connections of a DataSource, which stays the caller's to close.
     *
     * @param dataSource gives connections of the PostgreSQL JDBC driver, outside any transaction
     */
    public static JdbcTxRunner over(DataSource dataSource) {
        return new JdbcTxRunner(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /**
     * Takes a connection. No round trip beyond the DataSource's own, unless a pool without autocommit gave a connection
     * whose transaction has to be ended first.
     *
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT}, with the server's SQLSTATE and message even where a
     *     pool hides them; also when the connection is another driver's, is in somebody's transaction, or leads to a
     *     server that cannot be migrated
     */
    @Override
    public TxSession open() throws TxFailure {
        Connection connection = connect();
        boolean opened = false;
        try {
            TxSession session = JdbcTxSession.on(connection, dataSource);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                JdbcTxSession.giveBack(connection);
            }
        }
    }

    @Override
    public boolean sendsCopyData() {
        return true;
    }

    // A pool that starts at its first use may throw a RuntimeException, HikariCP does.
    private Connection connect() throws TxFailure {
        try {
            Connection connection = dataSource.getConnection();
            if (connection == null) {
                throw Failures.connecting(
                                "The DataSource " + dataSource.getClass().getName() + " gave no connection")
                        .build();
            }
            return connection;
        } catch (SQLException | RuntimeException failure) {
            throw Failures.connecting(failure).build();
        }
    }
}
