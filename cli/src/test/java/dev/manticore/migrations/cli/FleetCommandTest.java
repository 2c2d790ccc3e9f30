package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code fleet migrate} and {@code fleet create} do and print, and which exit code they have. */
class FleetCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
    }

    @Test
    void migratesTheSchemasOfAList() throws SQLException {
        Result first = cli.run("fleet", "migrate", "--schemas", "acme, globex");
        Result second = cli.run("fleet", "migrate", "--schemas", "acme,globex,hooli");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .containsPattern("(?m)^acme: applied V1, V2 \\(.*\\)$")
                .containsPattern("(?m)^globex: applied V1, V2 \\(.*\\)$")
                .endsWith("2 targets: 2 migrated.\n");
        assertThat(second.out())
                .containsPattern("^hooli: applied V1, V2 \\(.*\\)\n3 targets: 1 migrated, 2 with nothing to do.\n$");
        assertThat(tables("t2")).containsExactly("acme", "globex", "hooli");
    }

    @Test
    void migratesTheTenantsOfAQueryWithTheirNames() throws SQLException {
        sql("CREATE TABLE tenant (schema_name text, name text)");
        sql("INSERT INTO tenant VALUES ('t_1', 'Acme & Sons'), ('t_2', 'Globex')");
        cli.script("V3__name.sql", "CREATE TABLE name AS SELECT '${tenant}' AS name, '${colour}' AS colour;");

        Result run = cli.run(
                "fleet", "migrate", "--tenants", "SELECT * FROM tenant ORDER BY 1", "--placeholder", "colour=red");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Acme & Sons: applied V1, V2, V3").contains("2 targets: 2 migrated.");
        assertThat(strings("SELECT name || colour FROM t_1.name UNION ALL SELECT name || colour FROM t_2.name"))
                .containsExactly("Acme & Sonsred", "Globexred");
    }

    @Test
    void replacesAPlaceholderOfAnyNameByThatOfTheTarget() throws SQLException {
        cli.script("V3__name.sql", "CREATE TABLE name AS SELECT '${customer}' AS name;");

        Result run = cli.run("fleet", "create", "acme", "--tenant-placeholder", "customer");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(strings("SELECT name FROM acme.name")).containsExactly("acme");
    }

    @Test
    void migratesTheTargetsOfAFile() throws SQLException {
        try (TestDatabase other = PostgresServer.shared().newDatabase()) {
            cli.file("fleet.toml", "[shared]\nschema = 'acme'\n[own]\nurl = '" + other.uri() + "'\n");

            Result run = cli.run("fleet", "migrate", "--targets", "fleet.toml", "--json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(targets(run)).extracting("target").containsExactly("shared", "own");
            assertThat(targets(run)).extracting("result").containsOnly("MIGRATED");
            assertThat(targets(run).get(1))
                    .containsEntry("schema", null)
                    .extracting("database")
                    .asString()
                    .endsWith(":" + other.port() + "/" + other.name());
            assertThat(tables("t2")).containsExactly("acme");
        }
    }

    @Test
    void oneBrokenTargetDoesNotStopTheOthers() throws SQLException {
        sql("CREATE SCHEMA globex");
        sql("CREATE TABLE globex.t2 (id int)");

        Result run = cli.run("fleet", "migrate", "--schemas", "acme,globex,hooli");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("3 targets: 2 migrated, 1 failed.\n");
        assertThat(run.err())
                .contains("globex: failed: V2 failed: relation \"t2\" already exists")
                .containsPattern("error: V2 failed: relation \"t2\" already exists\n  at .*/db/V2__table_2.sql:1:1\n")
                .contains("\n  applied before: V1 table 1\n", "\n  target: globex\n");
        assertThat(tables("t2")).containsExactly("acme", "globex", "hooli");

        sql("DROP TABLE globex.t2");
        assertThat(cli.run("fleet", "migrate", "--schemas", "acme,globex,hooli").out())
                .endsWith("3 targets: 1 migrated, 2 with nothing to do.\n");
    }

    @Test
    void theSameFailureOfManyTargetsIsToldOnce() throws SQLException {
        for (String schema : List.of("a1", "a2", "a3", "b")) {
            sql("CREATE SCHEMA " + schema);
            sql("CREATE TABLE " + schema + (schema.equals("b") ? ".t1" : ".t2") + " (id int)");
        }

        Result run = cli.run("fleet", "migrate", "--schemas", "a1,a2,a3,b");

        assertThat(run.err().lines().filter(line -> line.startsWith("error: ")))
                .containsExactly(
                        "error: V2 failed: relation \"t2\" already exists",
                        "error: V1 failed: relation \"t1\" already exists");
        assertThat(run.err()).contains("\n  3 targets: a1, a2, a3\n", "\n  target: b\n");
    }

    @Test
    void afterAFailedCanaryNoOtherTargetIsBegun() throws SQLException {
        sql("CREATE SCHEMA globex");
        sql("CREATE TABLE globex.t1 (id int)");

        Result named = cli.run("fleet", "migrate", "--schemas", "acme,globex,hooli", "--canary", "globex");
        Result json = cli.run("fleet", "migrate", "--schemas", "globex,acme,hooli", "--canary-count=1", "--json");

        assertThat(named.exitCode()).isEqualTo(1);
        assertThat(named.out()).isEqualTo("3 targets: 1 failed, 2 not begun.\n");
        assertThat(named.err())
                .contains("Not begun, since a canary failed: acme, hooli. The next run does what is left.\n");
        assertThat(targets(json)).extracting("result").containsExactly("FAILED", "NOT_BEGUN", "NOT_BEGUN");
        assertThat(targets(json)).extracting("reason").containsExactly(null, "CANARY_FAILED", "CANARY_FAILED");
        assertThat(json.json()).containsEntry("failed", 1).containsEntry("notBegun", 2);
        assertThat(tables("t2")).isEmpty();
    }

    @Test
    void afterTooManyFailuresNoOtherTargetIsBegun() throws SQLException {
        for (String schema : List.of("a", "b", "c", "d")) {
            sql("CREATE SCHEMA " + schema);
            sql("CREATE TABLE " + schema + ".t1 (id int)");
        }

        Result run = cli.run("fleet", "migrate", "--schemas", "a,b,c,d", "--at-once=1", "--max-failures=1", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json()).containsEntry("failed", 2).containsEntry("notBegun", 2);
        assertThat(targets(run))
                .filteredOn("result", "NOT_BEGUN")
                .extracting("reason")
                .containsOnly("TOO_MANY_FAILURES");
    }

    @Test
    void theExitCodeIsThatOfTheWorstTarget() throws SQLException {
        cli.file(
                "fleet.toml",
                "[a]\nschema = 'a'\n[gone]\nurl = 'postgresql://u:s3cret@127.0.0.1:1/gone?connect_timeout=1'\n");
        Result unreachable = cli.run("fleet", "migrate", "--targets", "fleet.toml");
        sql("DROP TABLE a.t1; DELETE FROM a._migrations; DROP TABLE a.t2; CREATE TABLE a.t2 ()");
        Result failed = cli.run("fleet", "migrate", "--targets", "fleet.toml", "--json");

        assertThat(unreachable.exitCode()).isEqualTo(5);
        assertThat(unreachable.out()).endsWith("2 targets: 1 migrated, 1 failed.\n");
        assertThat(unreachable.err()).contains("\n  target: gone\n");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(targets(failed))
                .extracting("error.code")
                .containsExactly("STATEMENT_FAILED", "DATABASE_UNREACHABLE");
        assertThat(unreachable.out() + unreachable.err() + failed.out() + failed.err())
                .doesNotContain("s3cret");
    }

    @Test
    void aDatabaseThatIsWaitedForInVainStopsNoOtherTarget() throws SQLException {
        cli.file("fleet.toml", """
                [gone]
                url = 'postgresql://127.0.0.1:1/gone'
                [lost]
                url = 'postgresql://127.0.0.1:1/lost'
                [a]
                schema = 'a'
                """);

        Result run = cli.run("fleet", "migrate", "--targets", "fleet.toml", "--wait-for-database", "200ms");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).endsWith("3 targets: 1 migrated, 2 failed.\n");
        assertThat(run.err())
                .contains("The database did not accept connections within the time to wait for it: ")
                .contains("\n  2 targets: gone, lost\n");
        assertThat(tables("t2")).containsExactly("a");
    }

    @Test
    void quietPrintsFailuresOnly() throws SQLException {
        Result success = cli.run("fleet", "migrate", "--schemas", "a", "-q");
        sql("CREATE SCHEMA b");
        sql("CREATE TABLE b.t1 ()");
        Result failure = cli.run("fleet", "migrate", "--schemas", "a,b", "-q");

        assertThat(success.out() + success.err()).isEmpty();
        assertThat(failure.out()).isEmpty();
        assertThat(failure.err()).startsWith("error: V1 failed").endsWith("\n  target: b\n");
    }

    @Test
    void migratesAllTargetsToAVersion() throws SQLException {
        cli.run("fleet", "migrate", "--schemas", "a,b");

        Result run = cli.run("fleet", "migrate", "--schemas", "a,b", "--to", "1");

        assertThat(run.out()).containsPattern("(?m)^a: reverted V2 ").endsWith("2 targets: 2 rolled back.\n");
        assertThat(tables("t2")).isEmpty();
    }

    @Test
    void createsATenantOnce() throws SQLException {
        Result created = cli.run("fleet", "create", "acme");
        Result again = cli.run("fleet", "create", "acme", "--json");
        Result other = cli.run("fleet", "create", "acme", "--schema", "acme_2");

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.out()).containsPattern("^acme: applied V1, V2 \\(.*\\)\n1 target: 1 migrated.\n$");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(targets(again).get(0))
                .extracting("error.code", "error.message")
                .containsExactly("USAGE", "The target acme exists already: its history has applied migrations.");
        assertThat(other.exitCode()).as(other.err()).isZero();
        assertThat(tables("t2")).containsExactly("acme", "acme_2");
    }

    @Test
    void createsATenantThatAFileLists() throws SQLException {
        cli.file("fleet.toml", "[acme]\nschema = 'a'\n[globex]\nschema = 'g'\n");

        assertThat(cli.run("fleet", "create", "globex", "--targets", "fleet.toml")
                        .exitCode())
                .isZero();
        assertThat(cli.run("fleet", "create", "golbex", "--targets", "fleet.toml")
                        .err())
                .contains("fleet.toml does not list a target of the name 'golbex'.", "Did you mean globex?");
        assertThat(tables("t2")).containsExactly("g");
    }

    private List<String> tables(String name) throws SQLException {
        return strings("SELECT schemaname FROM pg_tables WHERE tablename = '" + name + "' ORDER BY 1");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> targets(Result run) {
        return (List<Map<String, Object>>) run.json().get("targets");
    }
}
