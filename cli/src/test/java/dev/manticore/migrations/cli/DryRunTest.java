package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that psql, given the SQL of a dry run, does to a database what {@code migrate} and {@code rollback} do. */
class DryRunTest {
    /** What a script finds in its session, and what a script before it must not have changed. */
    private static final String SEEN = "SELECT current_setting('search_path') AS path,"
            + " current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,"
            + " current_setting('datestyle') AS dates, current_setting('transaction_isolation') AS isolation,"
            + " current_setting('app.tenant', true) AS tenant, current_user AS who, session_user AS login,"
            + " (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()) AS temporary,"
            + " (SELECT count(*) FROM pg_cursors WHERE name = 'mine') AS cursors,"
            + " (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine') AS prepared,"
            + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks";

    private static Path psql;

    @TempDir
    private Path directory;

    @BeforeAll
    static void findPsql() {
        psql = Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, "psql"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(psql != null, "psql is not installed: apt-get install postgresql-client");
    }

    static Stream<Arguments> sessions() {
        return Stream.of(
                        "SELECT pg_catalog.set_config('search_path', '', false)",
                        "SET search_path = pg_catalog; SET lock_timeout = '1s'; SET statement_timeout = '1min'",
                        "SET SESSION datestyle = 'ISO, DMY'",
                        "SET app.tenant = 'other'",
                        "DO $$ BEGIN PERFORM set_config('app.tenant', 'other', false); END $$",
                        "SET ROLE pg_monitor",
                        "SET SESSION AUTHORIZATION pg_monitor",
                        "CREATE TEMP TABLE next_one (id INT); CREATE TEMP VIEW peek AS SELECT 1",
                        "SELECT 1 AS i INTO TEMP next_one",
                        "LISTEN news",
                        "PREPARE mine AS SELECT 1",
                        "DECLARE mine CURSOR WITH HOLD FOR SELECT 1",
                        "SELECT pg_advisory_lock(1), pg_advisory_lock_shared(2)",
                        "SET temp_buffers = '1MB'; CREATE TEMP TABLE next_one (id INT)",
                        "RESET ALL")
                .flatMap(script -> Proof.cases(
                                List.of("", "-- manticore: transaction=none\n", "-- manticore: lock_timeout=3s\n"))
                        .filter(header -> !(header.contains("none") && script.startsWith("DECLARE")))
                        .map(header -> Arguments.of(
                                (header + script).replace('\n', ' '),
                                new String[] {header + script, "CREATE TABLE public.next_one AS " + SEEN})));
    }

    static Stream<Arguments> scripts() {
        return Stream.of(
                Arguments.of("ends", new String[] {
                    "CREATE TABLE a (i int);;\n;;INSERT INTO a VALUES (1) -- last; one",
                    "INSERT INTO a VALUES (2)",
                    "INSERT INTO a VALUES (3); /* end ; */",
                    "\uFEFFCREATE TABLE b (t text);\r\nINSERT INTO b VALUES ($$x\r\ny$$)",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END"
                }),
                Arguments.of("rows of COPY", new String[] {
                    "CREATE TABLE a (i int, t text);\nCOPY a FROM stdin;\n1\teins; zwei\n2\t\\N\n\\.\nSELECT 1;\n"
                }),
                Arguments.of("transactions", new String[] {
                    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE a AS " + SEEN,
                    "SET timezone = 'UTC'; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;\nCREATE TABLE b AS " + SEEN,
                    "-- manticore: lock_timeout=5s statement_timeout=1min\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
                            + "CREATE TABLE c AS " + SEEN,
                    "SET LOCAL search_path = pg_catalog; CREATE TABLE public.d AS " + SEEN,
                    "SET LOCAL ROLE pg_monitor; CREATE TEMP TABLE x ON COMMIT DROP AS SELECT 1"
                }),
                Arguments.of("outside a transaction", new String[] {
                    "CREATE TABLE a (i int);\nCREATE TABLE done (i int);",
                    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ai ON a (i)",
                    "VACUUM a",
                    "-- manticore: transaction=none statement_timeout=1min\nCREATE TYPE e AS ENUM ('x');\n"
                            + "ALTER TYPE e ADD VALUE 'y';\nCREATE TABLE b (e e DEFAULT 'y')",
                    "DO $$ BEGIN INSERT INTO done VALUES (1); COMMIT; INSERT INTO done VALUES (2); END $$",
                    "-- manticore: transaction=none\nCREATE PROCEDURE p(n int) LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..n"
                            + " LOOP INSERT INTO done VALUES (i); COMMIT; END LOOP; END $$;\nCALL p(3);\n"
                            + "DO $$ BEGIN CALL p(2); END $$;"
                }),
                Arguments.of("BEGIN and COMMIT", new String[] {
                    "-- whole\nBEGIN;\nCREATE TABLE a (i int);\nINSERT INTO a VALUES (1);\nCOMMIT;",
                    "BEGIN ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE b AS " + SEEN + ";\nEND;",
                    "CREATE TABLE c (i int);\nSTART TRANSACTION ISOLATION LEVEL REPEATABLE READ;\nCREATE TABLE d AS "
                            + SEEN
                            + ";\nSAVEPOINT s;\nINSERT INTO c VALUES (1);\nROLLBACK TO s;\nINSERT INTO c VALUES (2);\n"
                            + "COMMIT;\nVACUUM c;\nBEGIN;\nSET LOCAL ROLE pg_monitor;\nSELECT 1;\nCOMMIT;\n"
                            + "INSERT INTO c VALUES (3);",
                    "-- manticore: lock_timeout=3s\nCREATE TABLE e AS " + SEEN + ";\nSET app.tenant = 'x';\nCOMMIT;\n"
                            + "SET LOCAL search_path = pg_catalog;\nCREATE TABLE public.f AS " + SEEN,
                    "BEGIN READ ONLY;\nSELECT 1;\nCOMMIT;",
                    "BEGIN;\nCREATE TABLE g (i int, t text);\nCOPY g FROM stdin;\n1\teins; zwei\n\\.\nCOMMIT;\n"
                            + "INSERT INTO g VALUES (2)"
                }),
                Arguments.of("deferred constraints", new String[] {
                    "CREATE SCHEMA s; CREATE TABLE s.log (t text);\nCREATE TABLE s.a (i int);\n"
                            + "CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES"
                            + " (current_user); RETURN NULL; END $$;\n"
                            + "CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON s.a DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                            + " EXECUTE FUNCTION s.f();",
                    "SET search_path = s;\nINSERT INTO a VALUES (1);",
                    "CREATE TABLE b (i int);"
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sessions", "scripts"})
    void psqlDoesTheSame(String name, String[] scripts) throws Exception {
        try (TestDatabase byPsql = PostgresServer.shared().newDatabase();
                TestDatabase byTool = PostgresServer.shared().newDatabase()) {
            psqlRuns(byPsql, cli(byPsql, scripts).run("migrate", "--dry-run"));
            assertThat(cli(byTool, scripts).run("migrate").exitCode()).isZero();

            assertThat(contents(byPsql)).isEqualTo(contents(byTool));
            assertThat(catalog(byPsql).differencesFrom(catalog(byTool)).differences())
                    .isEmpty();
            assertThat(cli(byPsql, scripts).run("migrate").out()).contains("Up to date");
        }
    }

    @ParameterizedTest(name = "--schema app: {0}")
    @MethodSource("scripts")
    void alsoInASchemaOfItsOwn(String name, String[] scripts) throws Exception {
        try (TestDatabase byPsql = PostgresServer.shared().newDatabase();
                TestDatabase byTool = PostgresServer.shared().newDatabase()) {
            psqlRuns(byPsql, cli(byPsql, scripts).run("migrate", "--dry-run", "--schema", "app"));
            assertThat(cli(byTool, scripts).run("migrate", "--schema", "app").exitCode())
                    .isZero();

            assertThat(contents(byPsql)).isEqualTo(contents(byTool));
            assertThat(catalog(byPsql).differencesFrom(catalog(byTool)).differences())
                    .isEmpty();
        }
    }

    private CliRun cli(TestDatabase database, String[] scripts) {
        CliRun cli = CliRun.on(database, directory);
        for (int version = 1; version <= scripts.length; version++) {
            cli.script("V" + version + "__step_" + version + ".sql", scripts[version - 1]);
        }
        return cli;
    }

    private void psqlRuns(TestDatabase database, CliRun.Result dryRun) throws IOException, InterruptedException {
        assertThat(dryRun.exitCode()).as(dryRun.err()).isZero();
        Path sql = Files.writeString(directory.resolve("dry-run.sql"), dryRun.out());
        Path output = directory.resolve("psql.out");
        ProcessBuilder builder = new ProcessBuilder(
                        psql.toString(),
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        database.uri(),
                        "-f",
                        sql.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(Map.of("PGCLIENTENCODING", "UTF8"));
        int exitCode = builder.start().waitFor();
        assertThat(exitCode).as(Files.readString(output)).isZero();
    }

    private static Catalog catalog(TestDatabase database) {
        return Catalog.read(JdbcTxRunner.over(database.dataSource()));
    }

    /** The rows of all tables; of the history what does not differ from run to run, of the lease none. */
    private static List<String> contents(TestDatabase database) throws SQLException {
        List<String> contents = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE"
                            + " schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> '_migrations_lease'"
                            + " ORDER BY 1")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                String columns = table.contains("_migrations_repeatable")
                        ? "name, checksum"
                        : table.contains("_migrations") ? "version, description, checksum" : "*";
                try (ResultSet rows =
                        statement.executeQuery("SELECT coalesce(json_agg(r ORDER BY r::text)::text, '') FROM (SELECT "
                                + columns + " FROM " + table + ") AS r")) {
                    rows.next();
                    contents.add(table + ": " + rows.getString(1));
                }
            }
        }
        return contents;
    }
}
