package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.PgBouncer;
import dev.manticore.migrations.it.database.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Shows that a script leaves nothing on the connections that PgBouncer, in transaction mode, shares among its clients.
 */
@PostgresOnly("PgBouncer speaks to PostgreSQL only.")
class PoolerScenario extends Scenario {
    private static final String STATE =
            "SELECT current_setting('search_path'), current_setting('statement_timeout'), current_setting('role'),"
                    + " coalesce(current_setting('app.tenant', true), ''), (SELECT count(*) FROM pg_class WHERE relnamespace ="
                    + " pg_my_temp_schema()), (SELECT count(*) FROM pg_listening_channels()),"
                    + " (SELECT count(*) FROM pg_cursors WHERE name = 'mine'),"
                    + " (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine'),"
                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())";

    private PgBouncer bouncer;
    private Connections clients;

    @BeforeEach
    void startPooler() throws IOException {
        bouncer = PgBouncer.start(database);
        clients = open(Access.to(bouncer.database()));
    }

    @AfterEach
    void stopPooler() throws IOException {
        if (bouncer != null) {
            bouncer.close();
        }
    }

    static Stream<String> takenBack() {
        return Stream.of(
                "SET statement_timeout = '7s'; SELECT pg_catalog.set_config('search_path', '', false)",
                "SET ROLE pg_monitor",
                "SET SESSION AUTHORIZATION pg_monitor",
                "SET app.tenant = 'other'",
                "CREATE TEMP TABLE scratch (id INT)",
                "SELECT 1 AS id INTO TEMP scratch",
                "LISTEN news",
                "DECLARE mine CURSOR WITH HOLD FOR SELECT 1");
    }

    @ParameterizedTest
    @MethodSource("takenBack")
    void anAtomicScriptLeavesNothing(String script) throws SQLException {
        List<String> before = states();

        through(clients, up(1, script), table(2)).migrate();
        assertThat(states()).isEqualTo(before);

        failure(
                StatementFailedException.class,
                () -> through(clients, up(1, script), table(2), up(3, script + ";\nSELECT 1 / 0"))
                        .migrate());
        assertThat(states()).isEqualTo(before);
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE mine AS SELECT 1",
                "SELECT pg_advisory_lock(1)",
                "DO $$ BEGIN PERFORM pg_advisory_lock(1); END $$",
                "-- manticore: transaction=none\nSET search_path = public",
                "-- manticore: transaction=none\nCREATE TEMP TABLE scratch (id INT)",
                "-- manticore: lock_timeout=5s\nCREATE INDEX CONCURRENTLY ON a (id)"
            })
    void whatCannotBeTakenBackIsRefused(String script) throws SQLException {
        sql.run("CREATE TABLE a (id INT)");
        List<String> before = states();

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> through(clients, table(1), up(2, script)).migrate());

        assertThat(refusal.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.POOLED_SESSION));
        assertThat(sql.tables()).doesNotContain("t1");
        assertThat(states()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE mine AS SELECT 1",
                "SELECT pg_advisory_lock(1)",
                "-- manticore: lock_timeout=5s\nCREATE INDEX CONCURRENTLY ON a (id)"
            })
    void withoutAPoolerItIsExecutedAndEndsWithTheConnection(String script) {
        sql.run("CREATE TABLE a (id INT)");

        over(up(1, script), table(2)).migrate();

        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void itIsExecutedWhereThatIsTolerated() {
        Migration locking = up(1, "SELECT pg_advisory_xact_lock(1); PREPARE mine AS SELECT 1");

        through(clients, builder -> builder.tolerate(Deviation.POOLED_SESSION), locking)
                .migrate();

        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void aStatementThatCommitsAloneNeedsNoSession() {
        through(clients, table(1), up(2, "CREATE INDEX CONCURRENTLY i ON t1 (id)"))
                .migrate();

        assertThat(sql.history()).containsExactly("1", "2");
    }

    /** What clients find in each session of the pool, which are all in use at once for that. */
    private List<String> states() throws SQLException {
        Connection[] held = new Connection[PgBouncer.SERVER_CONNECTIONS];
        PGSimpleDataSource source = (PGSimpleDataSource) bouncer.database().dataSource();
        // PgBouncer gives prepared statements to others, too.
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        try {
            for (int i = 0; i < held.length; i++) {
                held[i] = source.getConnection();
                held[i].setAutoCommit(false);
            }
            List<String> states = new ArrayList<>();
            for (Connection client : held) {
                states.addAll(Sql.rows(client, STATE));
            }
            return states;
        } finally {
            for (Connection client : held) {
                if (client != null) {
                    client.rollback();
                    client.close();
                }
            }
        }
    }
}
