package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
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
