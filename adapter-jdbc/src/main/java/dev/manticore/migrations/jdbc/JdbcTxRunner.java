package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs migrations over connections of the PostgreSQL JDBC driver. The DataSource may be the driver's own, a pool, or a
 * wrapper, provided that {@link Connection#unwrap} returns the driver's connection. Thread-safe.
 *
 * <p>Scripts are sent below JDBC, through the driver's query executor. Autocommit, prepared statements and other
 * settings of the connection are not changed beyond a call, and the text is sent unchanged: {@code ?},
 * <code>{d '2020-01-01'}</code> and similar syntax reach the server as written.
 *
 * <p>Timeouts for connections and answers are settings of the DataSource ({@code connectTimeout},
 * {@code socketTimeout}). An interrupted thread continues to wait for an answer and keeps its interrupt flag. Another
 * thread can cancel the statement or abort the session.
 */
public final class JdbcTxRunner implements TxRunner {
    private final DataSource dataSource;

    private JdbcTxRunner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns a runner over the connections of a DataSource, which the caller has to close.
     *
     * @param dataSource provides connections of the PostgreSQL JDBC driver, outside any transaction
     */
    public static JdbcTxRunner over(DataSource dataSource) {
        return new JdbcTxRunner(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /**
     * Takes a connection. Needs no round trip beyond the DataSource's own, unless a pool without autocommit returned a
     * connection whose transaction has to be ended first.
     *
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT}, with the server's SQLSTATE and message even if a pool
     *     hides them; also if the connection belongs to another driver, is already in a transaction, or leads to an
     *     unsupported server
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

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return migration instanceof JdbcMigration
                ? Optional.empty()
                : Optional.of("Let the class implement " + JdbcMigration.class.getName()
                        + ", or migrate with the adapter whose interface it implements.");
    }

    // A pool that starts on first use may throw a RuntimeException, e.g. HikariCP.
    private Connection connect() throws TxFailure {
        try {
            Connection connection = dataSource.getConnection();
            if (connection == null) {
                throw Failures.connecting(
                                "The DataSource " + dataSource.getClass().getName() + " returned no connection")
                        .build();
            }
            return connection;
        } catch (SQLException | RuntimeException failure) {
            // The driver takes an interrupt for a bug of its own and asks to report it.
            throw Thread.currentThread().isInterrupted()
                    ? Failures.connecting("The run was interrupted while it waited for a connection")
                            .cause(failure)
                            .build()
                    : Failures.connecting(failure).build();
        }
    }
}
