package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows what {@code rollback} reverts and prints. */
class RollbackCommandTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory).tables(4);
        cli.run("migrate");
    }

    @Test
    void revertsOneUnlessToldOtherwise() {
        assertThat(cli.run("rollback").out()).containsPattern("^reverted V4 table 4 \\(\\d+ ms\\)\n$");
    }

    @Test
    void revertsAsManyAsItIsTold() {
        assertThat(cli.run("rollback", "--count", "3").out()).endsWith("Reverted 3 migrations, V4 to V2.\n");
        assertThat(cli.run("rollback", "--count", "3").out()).startsWith("reverted V1");
        assertThat(cli.run("rollback").out())
                .isEqualTo("Nothing to do: no migration is applied. 4 migrations pending.\n");
    }

    @Test
    void revertsDownToAVersion() {
        assertThat(cli.run("rollback", "--to", "2").out()).endsWith("Reverted 2 migrations, V4 to V3.\n");
        assertThat(cli.run("rollback", "--to", "0").out()).endsWith("Reverted 2 migrations, V2 to V1.\n");
    }

    @Test
    void printsTheSqlOfADryRun() {
        Result result = cli.run("rollback", "--dry-run");

        assertThat(result.out()).startsWith("-- revert V4 table 4 (").contains("DROP TABLE t4;\n", "DELETE FROM ");
        assertThat(cli.run("status").out()).contains("Nothing is pending.");
    }

    @Test
    void refusesTwoTargetsAndSenselessOnes() {
        assertThat(cli.run("rollback", "--count", "1", "--to", "2").exitCode()).isEqualTo(2);
        assertThat(cli.run("rollback", "--count", "0").exitCode()).isEqualTo(2);
        assertThat(cli.run("rollback", "--to", "-1").exitCode()).isEqualTo(2);
        assertThat(cli.run("rollback", "--to", "9").exitCode()).isEqualTo(3);
    }

    @Test
    void revertsNothingWhenAnUndoIsMissing() {
        cli.script("V5__for_ever.sql", "SELECT 1").run("migrate");

        Result result = cli.run("rollback", "--count", "2");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("V5");
        assertThat(cli.run("status").out()).contains("Nothing is pending.");
    }
}
