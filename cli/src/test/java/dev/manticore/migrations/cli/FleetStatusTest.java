package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code fleet status}, {@code fleet validate} and {@code fleet rollback} print, and their exit codes. */
class FleetStatusTest extends DatabaseTest {
    private static final String ALL = "--schemas=a,b,c";

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
        cli.run("fleet", "migrate", "--schemas", "a,b");
    }

    @Test
    void theStatusNamesWhatIsPendingOnceForAllTargetsWithTheSame() {
        Result some = cli.run("fleet", "status", ALL);
        cli.tables(3);
        Result more = cli.run("fleet", "status", "--schemas=a,b,c,d");

        assertThat(some.exitCode()).isZero();
        assertThat(some.out()).isEqualTo("""
                2 pending (V1, V2): c
                3 targets: 2 up to date, 1 with pending migrations.
                """);
        assertThat(more.out()).isEqualTo("""
                1 pending (V3): a, b
                3 pending (V1, V2, V3): c, d
                4 targets: 4 with pending migrations.
                """);
    }

    @Test
    void theExitCodeTellsHowTheTargetsStandWhereThatIsAskedFor() throws SQLException {
        assertThat(cli.run("fleet", "status", "--schemas=a,b", "--exit-code").exitCode())
                .isZero();
        assertThat(cli.run("fleet", "status", ALL, "--exit-code").exitCode()).isEqualTo(10);
        change("a");
        assertThat(cli.run("fleet", "status", ALL, "--exit-code").exitCode()).isEqualTo(3);
        assertThat(cli.run("fleet", "status", ALL).exitCode()).isZero();
    }

    @Test
    void theJsonHasEveryTarget() throws SQLException {
        change("b");

        Map<String, Object> status = cli.run("fleet", "status", ALL, "--json").json();

        assertThat(status)
                .containsEntry("command", "fleet status")
                .containsEntry("upToDate", 1)
                .containsEntry("pending", 1)
                .containsEntry("refused", 1)
                .containsEntry("failed", 0);
        assertThat((List<?>) status.get("targets"))
                .extracting("target", "schema", "state", "pending", "lease", "error")
                .containsExactly(
                        tuple("a", "a", "UP_TO_DATE", List.of(), null, null),
                        tuple("b", "b", "REFUSED", null, null, null),
                        tuple("c", "c", "PENDING", List.of("1", "2"), null, null));
        assertThat((List<?>) status.get("targets"))
                .flatExtracting(target -> (List<?>) ((Map<?, ?>) target).get("problems"))
                .extracting("kind")
                .containsExactly("CHANGED_CHECKSUM");
    }

    @Test
    void theReportShowsEachTargetAndFirstThoseThatNeedSomebody() throws IOException, SQLException {
        change("b");

        Result result = cli.run("fleet", "report", ALL, "--output", "out/fleet.html");
        String report = Files.readString(directory.resolve("out/fleet.html"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("Wrote " + directory.resolve("out/fleet.html") + "\n");
        assertThat(report)
                .contains("Migrations of 3 targets", "1 of 3 targets up to date", "manticore repair --changed")
                .doesNotContain("Not examined", "${")
                .containsSubsequence(
                        "<bdi>b</bdi></th>",
                        "refused",
                        "<bdi>c</bdi></th>",
                        "2 pending",
                        "V1, V2",
                        "<bdi>a</bdi></th>");
        assertThat(cli.run("fleet", "report", ALL).exitCode()).isEqualTo(2);
        assertThat(cli.run("fleet", "report", ALL, "--output", "out").err()).contains("is a directory");
    }

    @Test
    void validateReportsAProblemOnceForAllTargets() throws SQLException {
        Result valid = cli.run("fleet", "validate", ALL);
        change("a");
        change("b");
        Result invalid = cli.run("fleet", "validate", ALL);
        Result tolerated = cli.run("fleet", "validate", ALL, "--allow", "changed");

        assertThat(valid.exitCode()).as(valid.err()).isZero();
        assertThat(invalid.exitCode()).isEqualTo(3);
        assertThat(invalid.err()).containsOnlyOnce("error: ").contains("V1", "\n  2 targets: a, b\n");
        assertThat(tolerated.exitCode()).as(tolerated.err()).isZero();
    }

    /** As if another file had been applied. */
    private void change(String schema) throws SQLException {
        sql("UPDATE " + schema
                + "._migrations SET checksum = repeat('0', 64), content_checksum = NULL WHERE version = 1");
    }

    @Test
    void rollbackShowsWhatItWillRevertAndAsks() throws SQLException {
        cli.tables(3);
        cli.run("fleet", "migrate", "--schemas=b");

        Result refused = cli.answering("n").run("fleet", "rollback", ALL);
        Result confirmed = cli.answering("y").run("fleet", "rollback", ALL);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("This reverts migrations of 2 targets:\n  V2 of a\n  V3 of b\nRevert? [y/N]")
                .contains("Not confirmed; nothing was changed.");
        assertThat(confirmed.exitCode()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).endsWith("3 targets: 2 rolled back, 1 with nothing to do.\n");
        assertThat(strings("SELECT 'a' || max(version) FROM a._migrations UNION ALL SELECT 'b' || max(version) FROM"
                        + " b._migrations"))
                .containsExactly("a1", "b2");
    }

    @Test
    void rollbackRevertsNothingElseThanItHasShown() throws SQLException {
        cli.tables(3);
        CliRun other = CliRun.on(database, directory);

        Result rollback = cli.answering("y")
                .meanwhile(() -> other.run("fleet", "migrate", "--schemas=b"))
                .run("fleet", "rollback", "--schemas=a,b");

        assertThat(rollback.exitCode()).as(rollback.err()).isEqualTo(3);
        assertThat(rollback.err())
                .contains("This reverts migrations of 2 targets:\n  V2 of a, b\nRevert? [y/N]")
                .contains(
                        "The history or the files have changed since the plan was shown. The plan was: the undo of V2.")
                .contains("  target: b");
        assertThat(rollback.out()).endsWith("2 targets: 1 rolled back, 1 failed.\n");
        assertThat(strings("SELECT max(version) FROM b._migrations")).containsExactly("3");
    }

    @Test
    void rollbackAsksNothingWithYesOrWithoutATerminalOrWithNothingToDo() {
        assertThat(cli.run("fleet", "rollback", "--schemas=a,b").out()).endsWith("2 targets: 2 rolled back.\n");
        assertThat(cli.answering("n")
                        .run("fleet", "rollback", "--schemas=a,b", "--yes")
                        .out())
                .endsWith("2 targets: 2 rolled back.\n");
        assertThat(cli.answering("n").run("fleet", "rollback", "--schemas=a,b").exitCode())
                .isZero();
    }

    @Test
    void rollbackSaysWhichTargetsItCannotRevert() throws SQLException {
        cli.script("V3__for_ever.sql", "SELECT 1").run("fleet", "migrate", "--schemas=b");

        Result asked = cli.answering("n").run("fleet", "rollback", "--schemas=a,b");

        assertThat(asked.err())
                .contains("This reverts migrations of 1 target:\n  V2 of a\nerror: ", "\n  target: b\nRevert?");
    }
}
