package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that {@code unlock} asks before it takes the lease, and what it prints. */
class UnlockCommandTest extends DatabaseTest {
    private static final String HOLDER = "The lease is held by host elsewhere, process 12 for another";

    private CliRun cli;

    @BeforeEach
    void prepare() throws SQLException {
        cli = CliRun.on(database, directory).tables(1);
        cli.run("migrate");
        sql(
                "UPDATE _migrations_lease SET owner = 'host elsewhere, process 12', expires_at = now() + interval '1 hour'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "YES "})
    void takesTheLeaseWhenAPersonAgrees(String answer) {
        Result result = cli.answering(answer).run("unlock");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).startsWith(HOLDER).contains("unless renewed.\nTake the lease from that run? [y/N] ");
        assertThat(result.out())
                .containsPattern("^Took the lease from host elsewhere, process 12, which would have held it for another"
                        + " 59 min \\d+ s\\.\n$");
        assertThat(cli.run("status").out()).doesNotContain("The lease is held by");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "yesterday"})
    void leavesItWhenAPersonDoesNotAgree(String answer) {
        Result result = cli.answering(answer).run("unlock");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("nothing was changed");
        assertThat(cli.run("status").out()).contains(HOLDER);
    }

    @Test
    void refusesWithoutATerminalUnlessToldNotToAsk() {
        Result refused = cli.run("unlock");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("error: " + HOLDER).contains("no terminal", "--yes");
        assertThat(cli.run("status").out()).contains(HOLDER);

        Result taken = cli.run("unlock", "--yes");
        assertThat(taken.exitCode()).isZero();
        assertThat(taken.err()).startsWith(HOLDER);
        assertThat(taken.out()).startsWith("Took the lease");
    }

    @Test
    void hasNothingToDoWhenNobodyHoldsIt() {
        cli.run("unlock", "--yes");

        assertThat(cli.run("unlock")).isEqualTo(new Result(0, "Nothing to do: nobody holds the lease.\n", ""));
        assertThat(cli.run("unlock", "--json").json()).containsEntry("lease", null);
        assertThat(CliRun.in(directory)
                        .with("MANTICORE_URL", database.uri())
                        .run("unlock")
                        .exitCode())
                .as("without a source")
                .isZero();
    }

    @Test
    void printsWhoHeldItAsJson() {
        Map<String, Object> document = cli.run("unlock", "--yes", "--json").json();

        assertThat(document).containsEntry("command", "unlock").containsOnlyKeys("command", "lease");
        assertThat(document.get("lease"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("owner", "host elsewhere, process 12")
                .containsOnlyKeys("owner", "remainingMillis");
    }

    @Test
    void repairsARowThatCannotBeRead() throws SQLException {
        sql("UPDATE _migrations_lease SET migration = '1', direction = 'SIDEWAYS', expires_at = 'infinity'");
        Result refused = cli.tables(2).run("migrate");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains("The row of the lease table", "_migrations_lease", "cannot be read")
                .contains("to take the lease and discard what cannot be read: manticore unlock");

        Result taken = cli.run("unlock", "--yes");

        assertThat(taken.exitCode()).isZero();
        assertThat(taken.err()).contains("cannot be read");
        assertThat(cli.run("migrate").exitCode()).isZero();
    }

    @Test
    void aRunThatWaitsInVainNamesTheWay() {
        Result result = cli.tables(2).run("migrate", "--lock-wait", "0");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("if that run has crashed: manticore unlock");
    }
}
