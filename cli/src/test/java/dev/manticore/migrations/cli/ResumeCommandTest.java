package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows how {@code resume} settles a script that was executed in part. */
class ResumeCommandTest extends DatabaseTest {
    private static final String HEAD = "-- manticore: transaction=none\n";

    private CliRun cli;

    /** V1 is partially applied: the outcome of its second statement is unknown. */
    @BeforeEach
    void prepare() throws SQLException {
        cli = CliRun.on(database, directory)
                .script(
                        "V1__three.sql",
                        HEAD + "CREATE TABLE a (id int);\nCREATE TABLE b (id x);\nCREATE TABLE c (id int);")
                .script("U1__undo_three.sql", HEAD + "DROP TABLE c;\nDROP TABLE x;\nDROP TABLE a;");
        cli.run("migrate");
        sql("UPDATE _migrations_lease SET statement_running = true, error = NULL");
    }

    private String place(String file) {
        return directory.resolve("db/" + file).toString();
    }

    @Test
    void migrateNamesTheStatementInDoubtAndTheWaysOn() {
        Result result = cli.run("migrate");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: statement 2 of 3 of V1 may or may not have been executed, ")
                .contains("  at " + place("V1__three.sql") + ":3:1\n    3 | CREATE TABLE b (id x);\n      | ^\n")
                .contains("  if it was executed: manticore resume --from 3\n")
                .contains("  if it was not: manticore resume --from 2\n");
        assertThat(cli.run("migrate", "--json").json().get("error"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("code", "OUTCOME_UNKNOWN")
                .containsEntry("version", "1")
                .containsEntry("statement", 2)
                .containsEntry("file", place("V1__three.sql"))
                .containsEntry("line", 3)
                .containsEntry("column", 1);
    }

    @Test
    void goesOnAtAStatement() throws SQLException {
        sql("CREATE TABLE b (id int)");

        Result result = cli.run("resume", "--from", "3");

        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        "Run manticore migrate: it continues at statement 3, " + place("V1__three.sql") + ":4:1.\n",
                        ""));
        assertThat(cli.run("migrate").out()).startsWith("applied V1 three");
    }

    @Test
    void goesOnBehindTheLastStatement() {
        assertThat(cli.run("resume", "--from", "4").out())
                .isEqualTo("All statements of V1 count as executed. Run manticore migrate: it updates the history.\n");
        assertThat(cli.run("migrate").out()).startsWith("applied V1 three");
    }

    @Test
    void recordsWhatIsDone() {
        assertThat(cli.run("resume", "--done")).isEqualTo(new Result(0, "V1 counts as applied.\n", ""));
        assertThat(cli.run("migrate").out()).startsWith("Up to date: 1 migration is applied");
    }

    @Test
    void recordsAnUndoThatIsDone() throws SQLException {
        cli.run("resume", "--done");
        sql("CREATE TABLE c (id int)");
        assertThat(cli.run("rollback").exitCode()).isEqualTo(1);

        assertThat(cli.run("resume", "--done").out()).isEqualTo("The undo of V1 counts as executed.\n");
        assertThat(cli.run("status").out()).contains("1 pending.");
    }

    @Test
    void abandons() {
        assertThat(cli.run("resume", "--abandon").out())
                .isEqualTo("V1 counts as not begun. Run manticore migrate: it starts at statement 1, "
                        + place("V1__three.sql") + ":2:1.\n");
        assertThat(cli.run("resume", "--abandon").exitCode()).isEqualTo(3);
    }

    @Test
    void printsJson() {
        Map<String, Object> document =
                cli.run("resume", "--from", "2", "--json").json();

        assertThat(document)
                .containsEntry("command", "resume")
                .containsEntry("version", "1")
                .containsEntry("direction", "APPLY")
                .containsEntry("statement", 2)
                .containsEntry("file", place("V1__three.sql"))
                .containsEntry("line", 3)
                .containsEntry("column", 1)
                .containsOnlyKeys(
                        "command", "version", "repeatable", "direction", "statement", "file", "line", "column");
        assertThat(cli.run("resume", "--done", "--json").json())
                .containsEntry("statement", null)
                .containsEntry("file", null);
    }

    @Test
    void refusesWhatIsNoWayOn() {
        assertThat(cli.run("resume").exitCode()).isEqualTo(2);
        assertThat(cli.run("resume", "--from", "1", "--done").exitCode()).isEqualTo(2);
        assertThat(cli.run("resume", "--from", "0").exitCode()).isEqualTo(2);
        assertThat(cli.run("resume", "--from", "5").exitCode()).isEqualTo(3);
        assertThat(cli.run("resume", "--from", "5").err()).contains("V1 has no statement 5; it has 3 statements.");
    }

    @Test
    void aFileThatChangedNamesHowToAbandonIt() {
        cli.script("V1__three.sql", HEAD + "CREATE TABLE aa (id int);\nCREATE TABLE b (id int);");

        assertThat(cli.run("migrate").err())
                .contains("  to abandon it (its changes stay): manticore resume --abandon\n");
    }

    @Test
    void anUndoThatIsPartDoneIsNotUpToDate() throws SQLException {
        cli.run("resume", "--done");
        sql("CREATE TABLE c (id int)");
        assertThat(cli.run("rollback").exitCode()).isEqualTo(1);

        Result migrate = cli.run("migrate");
        Result validate = cli.run("validate");

        assertThat(migrate.exitCode()).isEqualTo(1);
        assertThat(migrate.out()).isEmpty();
        assertThat(migrate.err())
                .startsWith("error: V1 is partially reverted (1 statement was executed, the next one failed: ")
                .contains("Roll it back to continue.", "to abandon it (its changes stay): manticore resume --abandon");
        assertThat(validate).isEqualTo(migrate);
        assertThat(cli.run("migrate", "--json").json().get("error"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("code", "PARTLY_DONE");
    }

    @Test
    void oneAheadOfTheFilesIsNotCalledUpToDate() throws IOException {
        cli.run("resume", "--done");
        cli.script("V2__bad.sql", HEAD + "CREATE TABLE d (id int);\nCREATE TABLE e (id x);\n");
        assertThat(cli.run("migrate").exitCode()).isEqualTo(1);
        Files.delete(directory.resolve("db/V2__bad.sql"));

        Result result = cli.run("migrate");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("V2 is partially applied", "Nothing to do: 1 migration is applied");
    }
}
