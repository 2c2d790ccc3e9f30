package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.cli.CliRun.Result;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code redo} reverts and applies again, and what it and {@code rollback} ask on a terminal. */
class RedoCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(3);
        cli.run("migrate");
    }

    @Test
    void revertsTheLastAndAppliesItAgainAsItsFileIsNow() {
        cli.script("V3__table_3.sql", "CREATE TABLE t3 (id int, note text);\n");

        Result redo = cli.run("redo", "--allow", "changed");

        assertThat(redo.err()).isEmpty();
        assertThat(redo.out())
                .containsPattern("^reverted V3 table 3 .*\napplied V3 table 3 .*\n")
                .endsWith("Reverted 1 migration, V3. Applied 1 migration, V3.\n");
        assertThat(cli.run("status").out()).contains("Nothing is pending.").doesNotContain("changed");
    }

    @Test
    void redoesSeveralAndLeavesWhatIsPendingAboveThem() {
        cli.script("V4__table_4.sql", "CREATE TABLE t4 (id int);\n");

        Map<String, Object> document = cli.run("redo", "--count", "2", "--json").json();

        assertThat(document).containsEntry("command", "redo");
        assertThat((List<?>) document.get("reverted")).hasSize(2);
        assertThat((List<?>) document.get("applied")).hasSize(2);
        assertThat(cli.run("status").out()).contains("1 pending.");
    }

    /** An undo file may have dropped what they created; a version that was pending before is none of redo's business. */
    @Test
    void appliesRepeatableMigrationsAgainAndNoOtherVersion() throws SQLException {
        cli.script("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM t3;\n")
                .script("U3__undo_table_3.sql", "DROP TABLE t3 CASCADE;\n")
                .script("V5__table_5.sql", "CREATE TABLE t5 (id int);\n")
                .script("U5__undo_table_5.sql", "DROP TABLE t5;\n")
                .run("migrate");
        cli.script("V4__late.sql", "CREATE TABLE late (id int);\n");
        assertThat(cli.run("redo", "--count", "2", "--dry-run").out())
                .containsSubsequence("-- revert V5", "-- revert V3", "-- V3", "-- V5", "-- R views");

        Result redo = CliRun.on(database, directory).answering("y").run("redo", "--count", "2");

        assertThat(redo.err())
                .containsSubsequence(
                        "This reverts and applies again 2 migrations:\n  V5 table 5",
                        "\n  V3 table 3",
                        "\nand applies 1 repeatable migration:\n  R views",
                        "Redo? ");
        assertThat(redo.out())
                .containsSubsequence("reverted V5", "reverted V3", "applied V3", "applied V5", "applied R views")
                .doesNotContain("V4");
        assertThat(single("SELECT count(*) FROM v")).isEqualTo("0");
        assertThat(cli.run("status", "--pending").out()).contains("4 | late").doesNotContain("table 3", "table 5");
    }

    /** The token counts how often the lease was taken. */
    @Test
    void takesTheLeaseOnce() throws SQLException {
        String token = single("SELECT token + 1 FROM _migrations_lease");

        cli.run("redo", "--count", "3");

        assertThat(single("SELECT token FROM _migrations_lease")).isEqualTo(token);
    }

    /** Another program: a second command line in this process would take over the log of the first. */
    private void migrate() {
        Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(FilesystemSource.of(directory.resolve("db")))
                .build()
                .migrate();
    }

    private String single(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void doesWhatTheUserAgreedToOrNothing() {
        cli.script("V4__table_4.sql", "CREATE TABLE t4 (id int);\n").script("U4__undo_table_4.sql", "DROP TABLE t4;\n");

        Result rollback = CliRun.on(database, directory)
                .answering("y")
                .meanwhile(this::migrate)
                .run("rollback");

        assertThat(rollback.exitCode()).isEqualTo(3);
        assertThat(rollback.err())
                .contains(
                        "The history or the files have changed since the plan was shown. The plan was: the undo of V3."
                                + " It would now be: the undo of V4.");
        assertThat(cli.run("status").out()).contains("Nothing is pending.");

        Result redo = CliRun.on(database, directory)
                .answering("y")
                .meanwhile(() -> cli.script("U4__undo_table_4.sql", "DROP TABLE t4, t3;\n"))
                .run("redo");

        assertThat(redo.exitCode()).isEqualTo(3);
        assertThat(redo.err()).contains("A file has changed since the plan was shown.");
        assertThat(cli.run("status").out()).contains("Nothing is pending.");
    }

    @Test
    void hasNothingToDoWhereNothingIsApplied() {
        cli.run("migrate", "--to", "0");

        assertThat(cli.run("redo").out()).isEqualTo("Nothing to do: no migration is applied. 3 migrations pending.\n");
        assertThat(cli.run("redo", "--count", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void showsOnATerminalWhatIsRevertedAndAsks() {
        Result refused = CliRun.on(database, directory).answering("n").run("rollback", "--count", "2");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("This reverts 2 migrations:\n  V3 table 3 (")
                .contains("U3__undo_table_3.sql)\n  V2 table 2 (", "Revert? [y/N] ", "nothing was changed");
        assertThat(CliRun.on(database, directory).answering("").run("redo").err())
                .startsWith("This reverts and applies again 1 migration:\n  V3 table 3 (");
        assertThat(cli.run("status").out()).contains("Nothing is pending.");

        Result agreed = CliRun.on(database, directory).answering("y").run("rollback", "--count", "2");
        assertThat(agreed.exitCode()).isZero();
        assertThat(agreed.out()).endsWith("Reverted 2 migrations, V3 to V2.\n");
        assertThat(CliRun.on(database, directory)
                        .answering("n")
                        .run("rollback", "--yes")
                        .exitCode())
                .isZero();
    }
}
