package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One case for each exit code, with its output. */
class ExitCodeTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory);
    }

    @Test
    void aMigrationThatFailsGives1AndShowsThePlace() {
        cli.tables(2).script("V3__seed.sql", """
                INSERT INTO t1 VALUES (1);
                INSERT INTO t1 VALUES (2);
                -- the third statement
                INSERT INTO t1
                SELECT 1
                FROM t2
                \tWHERE nme = 1;
                """);

        Result result = cli.run("migrate");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("applied V1", "applied V2").doesNotContain("V3");
        assertThat(result.err())
                .startsWith("error: V3 failed: column \"nme\" does not exist\n")
                .contains("  at " + directory.resolve("db/V3__seed.sql") + ":7:8\n")
                .contains("    7 | \tWHERE nme = 1;\n      | \t      ^\n")
                .contains("  SQLSTATE: 42703\n")
                .contains("  applied before: V1 table 1, V2 table 2\n")
                .contains("  what to do: ");
    }

    @Test
    void aLongMessageOfTheServerIsCut() {
        cli.script("V1__long.sql", "DO $$ BEGIN RAISE EXCEPTION '%', repeat('z', 1000000); END $$");

        assertThat(cli.run("migrate").err())
                .hasSizeLessThan(5000)
                .contains("zz.. (1000011 characters)", "P0001", "what to do: ");
    }

    @Test
    void aMigrationThatFailsIsDescribedInJson() {
        cli.tables(1).script("V2__seed.sql", "INSERT INTO t1 VALUES ('x');");

        Map<String, Object> document = cli.run("migrate", "--json").json();

        assertThat(document)
                .containsEntry("command", "migrate")
                .containsEntry("exitCode", 1)
                .containsOnlyKeys(
                        "command", "exitCode", "error", "applied", "reverted", "notes", "callbacks", "messages");
        assertThat(document.get("error"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("code", "STATEMENT_FAILED")
                .containsEntry("version", "2")
                .containsEntry("line", 1)
                .containsEntry("column", 24)
                .containsEntry("sqlState", "22P02")
                .containsOnlyKeys(
                        "code",
                        "message",
                        "remedy",
                        "version",
                        "repeatable",
                        "statement",
                        "file",
                        "line",
                        "column",
                        "sqlState",
                        "detail",
                        "hint",
                        "problems");
        assertThat((List<?>) document.get("applied")).hasSize(1);
    }

    @Test
    void wrongUsageGives2() {
        assertThat(cli.run("migrat").exitCode()).isEqualTo(2);
        assertThat(cli.run("migrat").err()).contains("Did you mean").contains("migrate");
        assertThat(cli.run().exitCode()).isEqualTo(2);
        assertThat(cli.run("migrate", "--to", "x").exitCode()).isEqualTo(2);
        assertThat(cli.run("migrate", "--to", "99999999999999999999").err())
                .contains(
                        "'99999999999999999999' is not a version: expected whole numbers up to 9223372036854775807 with dots between them");
        assertThat(cli.run("migrate", "--lease", "3 parsec").exitCode()).isEqualTo(2);
        assertThat(cli.run("migrate", "--lease", "3 parsec", "--json").json()).containsEntry("exitCode", 2);
        assertThat(cli.run("migrate", "--jsn", "--json").json()).containsEntry("exitCode", 2);
        assertThat(CliRun.in(directory).run("migrate", "--source", "db").err())
                .contains("--url", "MANTICORE_URL", "manticore.properties", "--embedded");
    }

    @Test
    void aRemedyNamesCommandsAndOptionsAndNoJava() {
        assertThat(cli.run("migrate", "--source", "missing").err())
                .contains("  if the migrations are elsewhere: --source LOCATION\n")
                .contains("  to create the first migration: manticore create DESCRIPTION\n");
        assertThat(cli.run("migrate", "--source", "missing", "--json").out())
                .contains("If the migrations are elsewhere: --source LOCATION.")
                .doesNotContain("Migrator");
    }

    @Test
    void invalidSourcesGive3AndEveryProblemIsNamed() {
        cli.script("V1__a.sql", "SELECT 'open")
                .script("V2__b.sql", "SELECT 1")
                .script("V2__c.sql", "SELECT 1")
                .script("U9__undo.sql", "SELECT 1")
                .script("stray.sql", "SELECT 1");

        Result result = cli.run("validate");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("V1__a.sql:1:8", "    1 | SELECT 'open\n      |        ^\n")
                .contains("V2__b.sql", "V2__c.sql", "U9__undo.sql", "stray.sql")
                .endsWith("problems; nothing was changed.\n");
        assertThat((Map<?, ?>) cli.run("validate", "--json").json().get("error"))
                .extracting("problems")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aHistoryThatDoesNotMatchGives3() {
        cli.tables(2).run("migrate");
        cli.script("V2__table_2.sql", "CREATE TABLE t2 (id bigint);");

        Result result = cli.run("migrate");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("error: V2 has changed", "to keep the changed file: --allow changed");
        assertThat(cli.run("migrate", "--allow", "late,changed").exitCode()).isZero();
    }

    @Test
    void aLeaseThatAnotherHoldsGives4() throws Exception {
        cli.tables(1).run("migrate");
        holdLease();
        cli.tables(2);

        Result result = cli.run("migrate", "--lock-wait", "300ms");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("waiting for the lease, held by somebody", "error: ");
        assertThat(cli.run("status").out()).contains("The lease is held by somebody");
    }

    private void holdLease() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE _migrations_lease SET owner = 'somebody', token = token + 1,"
                    + " expires_at = now() + interval '1 hour'");
        }
    }

    @Test
    void noServerGives5() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Result result = cli.tables(1).run("migrate", "--url", "postgresql://me@127.0.0.1:" + port + "/db");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("error: ", "127.0.0.1:" + port, "what to do: ");
    }

    @Test
    @Timeout(60)
    void aServerThatAcceptsAndNeverAnswersGives5InTime() throws IOException {
        // The operating system accepts the connection.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String server = "127.0.0.1:" + silent.getLocalPort();
            Result result = cli.tables(1).run("status", "--url", "postgresql://me@" + server + "/db?connect_timeout=2");

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.err())
                    .contains("error: Could not connect to the database: ", "what to do: Check host and port");
        }
    }

    @Test
    void helpAndVersionGive0() {
        assertThat(cli.run("help").exitCode()).isZero();
        assertThat(cli.run("help", "migrate").out()).contains("--dry-run");
        assertThat(cli.run("rollback", "--help").out()).contains("--count");
        assertThat(cli.run("--version").out()).startsWith("manticore 0.");
        assertThat(cli.run("help", "nothing").exitCode()).isEqualTo(2);
    }
}
