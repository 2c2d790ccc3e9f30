package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what report writes of a database and its files. */
class ReportCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
        assertThat(cli.run("migrate").exitCode()).isZero();
        cli.script("V3__note.sql", "ALTER TABLE t1 ADD note TEXT DEFAULT '${secret}';\n")
                .with("MANTICORE_PLACEHOLDERS_SECRET", "hunter2");
    }

    private String report() throws IOException {
        return Files.readString(directory.resolve("out/report.html"));
    }

    @Test
    void writesHistoryAndPlanWithoutASecret() throws IOException {
        Result result = cli.run("report", "--output", "out/report.html");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("Wrote " + directory.resolve("out/report.html") + "\n");
        assertThat(report())
                .contains(
                        "Migrations of " + database.name(),
                        "<bdi>table 2</bdi>",
                        "V3 note",
                        "${secret}",
                        "public.t1",
                        "<dt>Not examined</dt><dd><bdi>lint, undo, drift</bdi></dd>")
                .doesNotContain("hunter2", "public.t2");
    }

    @Test
    void hasWhatElseIsAskedFor() throws IOException {
        Result result = cli.run("report", "--output", "out/report.html", "--with", "lint,verify,drift", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json()).containsEntry("command", "report");
        assertThat(report())
                .contains(
                        "The database is as its migrations make it.",
                        "<h2 id=\"lint\">",
                        "Applied, reverted and applied again: 2. Faults: 0.")
                .doesNotContain("Not examined");
    }

    @Test
    void showsTheProblemsThatPreventAPlan() throws IOException {
        cli.script("V1__table_1.sql", "CREATE TABLE t1 (id bigint);\n");

        assertThat(cli.run("report", "--output", "out/report.html").exitCode()).isZero();
        assertThat(report())
                .contains("<h2 id=\"problems\">", "manticore repair")
                .doesNotContain("<h2 id=\"pending\">");
    }

    @Test
    void whatCannotBeExaminedIsSaidInTheReport() throws IOException {
        cli.script("V1__table_1.sql", "CREATE TABLE t1 (id nonsense);\n");
        Result wrong = cli.run("report", "--output", "out/report.html", "--with", "drift");

        assertThat(wrong.exitCode()).as(wrong.err()).isZero();
        assertThat(wrong.err())
                .contains("There is no result of drift: ", "V1 failed: type \"nonsense\" does not exist");
        assertThat(report()).contains("There is no result of drift: ", "V1 failed: type", "<h2 id=\"problems\">");

        cli.script("V3_mistyped.sql", "");
        assertThat(cli.run("report", "--output", "out/report.html", "--with", "drift,lint,verify")
                        .exitCode())
                .isZero();
        assertThat(report())
                .contains("V3_mistyped.sql", "There is no result of lint: ", "There is no result of verify: ");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(cli.run("report", "--output", ".").err()).contains("is a directory");
    }

    @Test
    void aMistakeIsSaidBeforeAnythingElse() {
        assertThat(cli.run("report", "--output", "x.html", "--with", "lin").err())
                .contains("--with: there is no part 'lin'.", "Name some of lint, verify, drift.");
        assertThat(cli.run("report").exitCode()).isEqualTo(2);
    }
}
