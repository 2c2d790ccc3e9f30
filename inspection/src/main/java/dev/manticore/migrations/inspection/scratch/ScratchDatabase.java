package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database of a scratch server, dropped when it is closed. Thread-safe. */
public final class ScratchDatabase implements AutoCloseable {
    private final String name;
    private final DataSource dataSource;
    private final TxRunner runner;
    private final KeptConnections connections;
    private final Runnable drop;

    ScratchDatabase(String name, DataSource dataSource, ScratchRoles roles, NamedDatabases databases, Runnable drop) {
        this.name = name;
        this.dataSource = dataSource;
        this.connections = new KeptConnections(dataSource);
        this.runner = new CreatingRunner(JdbcTxRunner.over(connections), roles, databases);
        this.drop = drop;
    }

    public String name() {
        return name;
    }

    /** The database. Each connection is a new one. A role that is missing is an error here, as on any server. */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * The database for migrators and catalogs. A role that a script mentions and that does not exist is created: the server
     * refuses the script, and it is sent again, so that nobody sees the refusal. So is another database, on an embedded server. Connections stay open for the next run, each of
     * which finds them as new.
     */
    public TxRunner runner() {
        return runner;
    }

    /**
     * Executes a statement that prepares the database, over a new connection.
     *
     * @throws ScratchException if the server refuses it
     */
    public void prepare(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw ScratchException.refused("The database " + name + " cannot be prepared", failure);
        }
    }

    /** Closes the connections that stay open and that nobody uses now. */
    void disconnect() {
        connections.disconnect();
    }

    /** Drops the database, and with it the connections that are still open. A second call does nothing. */
    @Override
    public void close() {
        connections.close();
        drop.run();
    }

    @Override
    public String toString() {
        return "ScratchDatabase[" + name + "]";
    }
}
