package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows how {@code repair} lists and changes what the history says of the files. */
class RepairCommandTest extends DatabaseTest {
    private static final String COMMENT =
            "V1 table 1: only comments, blank space or the case of keywords have changed.";
    private static final String SQL =
            "V2 table 2: the SQL has changed since it was applied, or it is not known whether it has.";
    private static final String GONE = "V3 table 3: it is applied, but its file is gone.";

    private CliRun cli;

    /** A comment was added to V1, a token of V2 was changed, V3 is gone, and V4 is as it was. */
    @BeforeEach
    void prepare() throws IOException {
        cli = CliRun.on(database, directory).tables(4);
        cli.run("migrate");
        cli.script("V1__table_1.sql", "-- Copyright 2026\ncreate  table T1 (id int)");
        cli.script("V2__table_2.sql", "CREATE TABLE t2 (id bigint);\n");
        Files.delete(directory.resolve("db/V3__table_3.sql"));
        Files.delete(directory.resolve("db/U3__undo_table_3.sql"));
    }

    @Test
    void migrateRefusesTheChangedTokenAndNamesRepair() {
        Result result = cli.run("migrate");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("V2 has changed since it was applied on ")
                .contains("to record the changed file as the one that was applied: manticore repair --changed")
                .contains("to record that it is gone for good: manticore repair --missing")
                .doesNotContain("V1 has changed");
    }

    @Test
    void statusAndValidateNoteTheChangedComment() {
        String note =
                "note: Changed since they were applied, but only in comments, blank space or the case of keywords: V1."
                        + " A repair records the files as they are now.\n";

        assertThat(cli.run("status").out()).contains(note);
        cli.run("repair", "--changed", "--missing", "--yes");
        cli.script("V1__table_1.sql", "CREATE TABLE t1 (id int) -- one\n");
        assertThat(cli.run("validate")).isEqualTo(new Result(0, note + "Valid. Nothing is pending.\n", ""));
    }

    @Test
    void aDryRunListsEverything() {
        String left =
                "note: " + SQL + " Not changed without --changed.\nnote: " + GONE + " Not changed without --missing.\n";

        assertThat(cli.run("repair", "--dry-run"))
                .isEqualTo(new Result(0, COMMENT + "\nWould make 1 change in the history.\n" + left, ""));
        assertThat(cli.run("repair", "--dry-run", "--changed", "--missing").out())
                .isEqualTo(COMMENT + "\n" + SQL + "\n" + GONE + "\nWould make 3 changes in the history.\n");
    }

    @Test
    void whatNeedsAnOptionIsLeft() {
        assertThat(cli.run("repair", "--yes").out())
                .contains("Made 1 change in the history.", "Not changed without --changed.");
        assertThat(cli.run("repair", "--yes").out()).startsWith("Nothing to repair.\nnote: V2 table 2");
        assertThat(cli.run("migrate").exitCode()).isEqualTo(3);
    }

    @Test
    void everythingIsUpToDateAfterwards() {
        assertThat(cli.run("repair", "--yes", "--changed", "--missing").out())
                .isEqualTo(COMMENT + "\n" + SQL + "\n" + GONE + "\nMade 3 changes in the history.\n");

        assertThat(cli.run("migrate").out()).startsWith("Up to date: 4 migrations are applied");
        assertThat(cli.run("repair", "--changed", "--missing").out()).isEqualTo("Nothing to repair.\n");
    }

    @Test
    void asksOnATerminal() {
        Result refused = cli.answering("n").run("repair");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith(COMMENT + "\nChange the history accordingly? [y/N] ");
        assertThat(cli.run("repair", "--dry-run").out()).startsWith(COMMENT);

        assertThat(cli.answering("y").run("repair").out()).contains("Made 1 change in the history.");
    }

    @Test
    void withoutATerminalItHasToBeConfirmedByAnOption() {
        Result result = cli.run("repair");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(COMMENT + " There is no terminal to ask for confirmation.", "Repair with --yes");
    }

    @Test
    void printsJson() {
        Map<String, Object> document =
                cli.run("repair", "--dry-run", "--changed", "--json").json();

        assertThat(document).containsEntry("command", "repair").containsEntry("dryRun", true);
        assertThat((List<?>) document.get("repairs"))
                .hasSize(2)
                .first()
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("version", "1")
                .containsEntry("repeatable", null)
                .containsEntry("kind", "CHECKSUM")
                .containsEntry("option", null)
                .containsEntry("recordedDescription", "table 1")
                .containsEntry("description", "table 1")
                .containsEntry("file", directory.resolve("db/V1__table_1.sql").toString());
        assertThat((List<?>) document.get("left"))
                .singleElement()
                .asString()
                .contains("option=--missing", "MISSING_FILE");
    }
}
