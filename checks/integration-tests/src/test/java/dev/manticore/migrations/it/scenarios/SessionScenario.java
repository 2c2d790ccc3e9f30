package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Connections;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that what a script changes in its session affects neither the next script nor the next user of the
 * connection.
 */
@PostgresOnly("It does not list what a session has changed; the connection is discarded instead.")
class SessionScenario extends Scenario {
    private static final String STATE =
            "SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS lock,"
                    + " current_setting('statement_timeout') AS statement, current_setting('app.tenant', true) AS tenant,"
                    + " current_user AS who, session_user AS login,"
                    + " (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()) AS temporary,"
                    + " (SELECT count(*) FROM pg_listening_channels()) AS channels,"
                    + " (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine') AS prepared,"
                    + " (SELECT count(*) FROM pg_cursors WHERE name = 'mine') AS cursors,"
                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks";
    private static final String EXPECTED = "x, public|7s|0|acme|postgres|postgres|0|0|0|0|0";

    private static final Duration SOON = Duration.ofMillis(200);

    private Connections pool;

    @BeforeEach
    void pool() {
        sql.run("CREATE SCHEMA x", "CREATE ROLE " + role());
        pool = open(Access.to(database)
                .poolOf(1)
                .initSql("SET search_path = x, public; SET lock_timeout = '7s'; SET app.tenant = 'acme'"));
        assertThat(state()).as("what the pool sets").isEqualTo(EXPECTED);
    }

    // Roles belong to the server, not to the database.
    private String role() {
        return "limited_" + database.name();
    }

    static Stream<String> scripts() {
        return Stream.of(
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "SET search_path = public; SET lock_timeout = '1s'; SET statement_timeout = '1min'",
                "RESET lock_timeout; RESET search_path",
                "SET app.tenant = 'other'",
                "DO $$ BEGIN PERFORM set_config('app.tenant', 'other', false); END $$",
                "CREATE TEMP TABLE scratch (id INT); CREATE TEMP VIEW peek AS SELECT 1",
                "LISTEN news",
                "PREPARE mine AS SELECT 1",
                "DECLARE mine CURSOR WITH HOLD FOR SELECT 1",
                "SELECT pg_advisory_lock(1), pg_advisory_lock_shared(2)",
                "SET SESSION AUTHORIZATION limited; RESET SESSION AUTHORIZATION");
    }

    /** The history is written as the user that migrates, whichever the script ends as. */
    static Stream<String> users() {
        return Stream.of(
                "SET SESSION AUTHORIZATION limited",
                "SET ROLE limited",
                "SET LOCAL ROLE limited",
                "SET log_min_duration_statement = 0; SET ROLE limited");
    }

    /** A temporary table cannot be dropped while a cursor reads it. */
    @Test
    void anOpenCursorDoesNotKeepATemporaryTable() {
        through(
                        pool,
                        up(
                                1,
                                "CREATE TEMP TABLE scratch AS SELECT 1; DECLARE reading CURSOR FOR SELECT * FROM scratch;"
                                        + " FETCH 1 FROM reading"))
                .migrate();

        assertThat(state()).as("after the script").isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @MethodSource({"scripts", "users"})
    void concernsNobodyElse(String script) {
        Migration atomic = up(1, in(script));
        failure(
                StatementFailedException.class,
                () -> through(pool, up(1, in(script) + ";\nSELECT 1 / 0")).migrate());
        assertThat(state()).as("after an atomic failure").isEqualTo(EXPECTED);

        through(pool, atomic, up(2, noting("x.noted"))).migrate();
        assertThat(sql.row("SELECT * FROM x.noted")).as("in the next script").isEqualTo(EXPECTED);
        assertThat(state()).as("after an atomic script").isEqualTo(EXPECTED);

        Migration[] migrations = {
            atomic,
            up(2, noting("x.noted")),
            // SET LOCAL is refused in a script that has no transaction.
            up(
                    3,
                    "-- manticore: transaction=none, lock_timeout=1h\n" + in(script.replace("SET LOCAL", "SET"))
                            + ";\nSELECT 1 / 0"),
            up(4, noting("x.noted_too"))
        };
        failure(StatementFailedException.class, () -> through(pool, migrations).migrate());
        assertThat(sql.number("SELECT statements_done FROM x._migrations_lease"))
                .isPositive();
        assertThat(state()).as("after a stepwise failure").isEqualTo(EXPECTED);

        migrations[2] = up(3, migrations[2].upSql().replace("1 / 0", "1 / 1"));
        through(pool, migrations).migrate();
        assertThat(sql.row("SELECT * FROM x.noted_too"))
                .as("in the next script")
                .isEqualTo(EXPECTED);
        assertThat(state()).as("after a stepwise script").isEqualTo(EXPECTED);
        assertThat(pool.rows("SELECT version FROM _migrations ORDER BY 1")).containsExactly("1", "2", "3", "4");
    }

    /** What the schema of the builder does, it does for the scripts alone. */
    @Test
    void theSchemaOfTheBuilder() {
        through(
                        pool,
                        builder -> builder.schema("app"),
                        table(1),
                        up(2, "-- manticore: transaction=none\nCREATE TABLE t2 (id INT)"))
                .migrate();

        assertThat(sql.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'app' ORDER BY 1"))
                .containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "t1", "t2");
        assertThat(state()).isEqualTo(EXPECTED);
    }

    @Test
    void anUnqualifiedNameAfterAScriptOfPgDump() {
        over(
                        up(
                                1,
                                "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (id INT);"),
                        up(2, "INSERT INTO a VALUES (1)"))
                .migrate();

        assertThat(sql.rows("SELECT * FROM a")).containsExactly("1");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void noConnectionStaysBorrowed() {
        through(pool, table(1)).migrate();
        pool.awaitAllFree(SOON);

        failure(
                StatementFailedException.class,
                () -> through(pool, table(1), up(2, "SELECT 1 / 0")).migrate());
        pool.awaitAllFree(SOON);
    }

    private String in(String script) {
        return script.replace("limited", role());
    }

    private static String noting(String table) {
        return "CREATE TABLE " + table + " AS " + STATE;
    }

    private String state() {
        return pool.rows(STATE).get(0);
    }
}
