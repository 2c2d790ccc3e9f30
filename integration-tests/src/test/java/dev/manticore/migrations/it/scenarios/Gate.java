package dev.manticore.migrations.it.scenarios;

import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Holds a statement of a migration up, where the migration says {@link #PASS}, until a scenario lets it go on. */
final class Gate implements AutoCloseable {
    /** An expression that waits for the gate to be open. */
    static final String PASS = "pg_advisory_xact_lock(4711)";

    private final Connection connection;
    private final Sql sql;

    private Gate(Connection connection, Sql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    static Gate closed(TestDatabase database) {
        try {
            Connection connection = database.dataSource().getConnection();
            Sql.run(connection, "SELECT pg_advisory_lock(4711)");
            return new Gate(connection, new Sql(database.dataSource()));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until somebody waits, and says which process of the server that is. */
    long awaitWaiting() {
        await().atMost(Scenario.PATIENCE).until(() -> !waiting().isEmpty());
        return Long.parseLong(waiting().get(0));
    }

    private List<String> waiting() {
        return sql.rows("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    /** Ends the connection of whoever waits, as a server that goes down does. */
    void terminateWaiting() {
        long pid = awaitWaiting();
        sql.run("SELECT pg_terminate_backend(" + pid + ")");
        await().atMost(Scenario.PATIENCE)
                .until(() -> sql.rows("SELECT 1 FROM pg_stat_activity WHERE pid = " + pid)
                        .isEmpty());
    }

    /** Opens it for good. */
    void open() {
        close();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
