package dev.manticore.migrations.it.scenarios;

import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Holds a statement of a migration up, where the migration reads {@code FROM} it, until a scenario lets it go on. */
final class Gate implements AutoCloseable {
    private static final String ADVISORY_LOCK = "pg_advisory_xact_lock(4711)";
    private static final String WAITING =
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    // CockroachDB's advisory locks keep nobody out, but a row with an uncommitted change keeps its readers waiting.
    // Queries and jobs are listed for the whole cluster: the row is named like the database, which no other test has.
    private static final String ROW = "gate.closed_in_";
    // A CREATE TABLE AS waits as a job.
    private static final String READING = "SELECT query_id FROM [SHOW CLUSTER QUERIES] WHERE query LIKE '%" + ROW
            + "$%' AND query NOT LIKE '%CLUSTER QUERIES%' UNION SELECT CAST(job_id AS STRING) FROM [SHOW JOBS]"
            + " WHERE description LIKE '%" + ROW + "$%' AND status = 'running'";

    private final Connection connection;
    private final Sql sql;
    private final String waiting;

    private Gate(Connection connection, Sql sql, String waiting) {
        this.connection = connection;
        this.sql = sql;
        this.waiting = waiting;
    }

    /** What to read from: one row, when the gate is open. */
    static String in(Place place, TestDatabase database) {
        return place.answersAsPostgres() ? ADVISORY_LOCK : ROW + database.name();
    }

    static Gate closed(Place place, TestDatabase database) {
        Sql sql = new Sql(database.dataSource());
        boolean postgres = place.answersAsPostgres();
        String row = in(place, database);
        if (!postgres) {
            sql.run(
                    "CREATE SCHEMA IF NOT EXISTS gate",
                    "CREATE TABLE IF NOT EXISTS " + row + " (id INT PRIMARY KEY)",
                    "INSERT INTO " + row + " VALUES (1) ON CONFLICT (id) DO NOTHING");
        }
        try {
            Connection connection = database.dataSource().getConnection();
            if (postgres) {
                Sql.run(connection, "SELECT pg_advisory_lock(4711)");
            } else {
                Sql.run(connection, "BEGIN", "UPDATE " + row + " SET id = 1");
            }
            return new Gate(connection, sql, postgres ? WAITING : READING.replace("$", database.name()));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until somebody waits. */
    void awaitWaiting() {
        awaitWaiting(1);
    }

    List<String> awaitWaiting(int count) {
        return await().atMost(Scenario.PATIENCE).until(this::waiting, waiting -> waiting.size() >= count);
    }

    private List<String> waiting() {
        return sql.rows(waiting);
    }

    /** Ends the connection of whoever waits, as a server that goes down does. PostgreSQL alone can. */
    void terminateWaiting() {
        awaitWaiting();
        String pid = waiting().get(0);
        sql.run("SELECT pg_terminate_backend(" + pid + ")");
        await().atMost(Scenario.PATIENCE)
                .until(() -> sql.rows("SELECT 1 FROM pg_stat_activity WHERE pid = " + pid)
                        .isEmpty());
    }

    /** Opens it for good. */
    void open() {
        close();
    }

    /** On CockroachDB what the transaction changed is rolled back with its connection. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
