package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what {@code status} prints, as a table and as JSON. */
class StatusCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(2);
        cli.run("migrate", "--to", "1");
    }

    @Test
    void showsATable() {
        Result result = cli.run("status");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("Version +\\| Description +\\| State +\\| Applied at +\\| Duration +\\| Undo")
                .containsPattern(
                        "1 \\| table 1 +\\| applied +\\| \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\| +\\d+ ms \\| yes")
                .containsPattern("2 \\| table 2 +\\| pending +\\| +\\| +\\| yes")
                .endsWith("1 pending.\n");
    }

    @Test
    void saysWhatBecomesOfBeginAndCommitAsTheDryRunDoes() {
        cli.script("V2__table_2.sql", "BEGIN;\nCREATE TABLE t2 (id INT);\nCOMMIT;\n");

        String note = "V2__table_2.sql:1:1: The script's own BEGIN and COMMIT are left out";
        assertThat(cli.run("status").out()).containsPattern("V2: .*" + note);
        assertThat(cli.run("migrate", "--dry-run").out()).containsPattern("-- note: .*" + note);
        assertThat(cli.run("migrate").out()).containsPattern("note: .*" + note);
    }

    @Test
    void shownAsJsonHasEveryMember() {
        Map<String, Object> document = cli.run("status", "--json").json();

        assertThat(document)
                .contains(
                        entry("command", "status"),
                        entry("pending", 1),
                        entry("problems", List.of()),
                        entry("notes", List.of()))
                .containsEntry("lease", null)
                .containsEntry("leaseError", null)
                .containsEntry("lockWait", null)
                .containsOnlyKeys(
                        "command", "migrations", "pending", "lease", "leaseError", "lockWait", "problems", "notes");
        List<?> migrations = (List<?>) document.get("migrations");
        assertThat(migrations)
                .hasSize(2)
                .allSatisfy(migration -> assertThat(migration)
                        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                        .containsOnlyKeys(
                                "version",
                                "repeatable",
                                "description",
                                "state",
                                "file",
                                "undo",
                                "appliedAt",
                                "durationMillis",
                                "appliedBy",
                                "note"));
        assertThat(migrations.get(0)).extracting("state").isEqualTo("APPLIED");
        assertThat(migrations.get(1)).extracting("state").isEqualTo("PENDING");
    }

    @Test
    void namesProblemsWithoutFailing() {
        cli.script("V1__table_1.sql", "CREATE TABLE t1 (id bigint);");

        Result result = cli.run("status");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("| changed", "error: ", "what to do: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "broken"})
    void saysThatPendingMigrationsAreNotKnown(String source) throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Files.createDirectories(directory.resolve("broken"));
        Files.writeString(directory.resolve("broken").resolve("V1_one_underscore.sql"), "SELECT 1");

        Result text = cli.run("status", "--source", source);
        Result json = cli.run("status", "--source", source, "--json");

        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.out()).contains("It is not known what is pending.").contains("error: ");
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.json()).containsEntry("pending", null);
    }

    @Test
    void aRepeatableMigrationHasNoVersion() {
        cli.script("R__all_views.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM t1;");
        assertThat(cli.run("migrate").out()).contains("applied V2 table 2 (", "applied R all views (");
        assertThat(cli.run("migrate").out())
                .isEqualTo("Up to date: 3 migrations are applied, the latest is V2 table 2.\n");

        cli.script("R__all_views.sql", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM t1;");

        assertThat(cli.run("status").out())
                .containsPattern("\n +\\| all views +\\| outdated ")
                .endsWith("1 pending.\n");
        assertThat(cli.run("status", "--json").json().get("migrations"))
                .asInstanceOf(InstanceOfAssertFactories.list(Object.class))
                .last()
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("version", null)
                .containsEntry("repeatable", "all views")
                .containsEntry("state", "OUTDATED");
    }

    @Test
    void showsOnRequestOnlyWhatIsPending() {
        assertThat(cli.run("status", "--pending").out())
                .containsPattern("2 \\| table 2 +\\| pending ")
                .doesNotContain("applied", "table 1")
                .endsWith("1 pending.\n");
        assertThat((List<?>) cli.run("status", "--pending", "--json").json().get("migrations"))
                .hasSize(1);

        cli.run("migrate");
        assertThat(cli.run("status", "--pending").out()).isEqualTo("Nothing is pending.\n");
    }

    @Test
    void saysByItsExitCodeOnRequestWhetherTheDatabaseIsUpToDate() {
        assertThat(cli.run("status", "--exit-code").exitCode()).isEqualTo(10);
        cli.run("migrate");
        assertThat(cli.run("status", "--exit-code").exitCode()).isZero();
        cli.script("V1__table_1.sql", "CREATE TABLE t1 (id bigint);");
        assertThat(cli.run("status", "--exit-code").exitCode()).isEqualTo(3);
    }

    @Test
    void fitsTheTerminalAndIsColouredOnRequest() {
        cli.script("V3__" + "a_rather_long_description_of_this_migration_that_says_all" + ".sql", "SELECT 3");

        Result narrow = CliRun.on(database, directory)
                .with("COLUMNS", "80")
                .answering("")
                .run("status");

        assertThat(narrow.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(cli.run("status").out()).contains("a rather long description of this migration that says all ");
        assertThat(cli.run("status", "--color", "always").out()).contains("\u001b[33m");
        assertThat(narrow.out()).doesNotContain("\u001b");
        assertThat(cli.run("status", "--color", "sometimes").err()).contains("Use auto, always or never.");
    }
}
