package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what a user can do who may only read the history, such as an application's user. */
class ReadOnlyUserTest extends DatabaseTest {
    private static final String USER = "history_reader";
    private static final String UNKNOWN_LEASE =
            "It is not known who holds the lease, and whether a migration is partially applied:"
                    + " permission denied for table _migrations_lease.";

    private CliRun cli;

    @BeforeEach
    void prepare() throws SQLException {
        assertThat(CliRun.on(database, directory).tables(2).run("migrate").exitCode())
                .isZero();
        sql("DROP ROLE IF EXISTS " + USER);
        sql("CREATE ROLE " + USER + " LOGIN");
        sql("GRANT SELECT ON _migrations TO " + USER);
        cli = CliRun.in(directory)
                .with("MANTICORE_SOURCE", "db")
                .with("MANTICORE_URL", database.uri().replaceFirst("//[^@]*@", "//" + USER + "@"));
    }

    @AfterEach
    void dropUser() throws SQLException {
        sql("DROP OWNED BY " + USER);
        sql("DROP ROLE " + USER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --json",
                "validate",
                "migrate",
                "migrate --json",
                "migrate --dry-run",
                "create more"
            })
    void everythingThatOnlyReadsSucceeds(String command) {
        Result result = cli.run(command.split(" "));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theStatusSaysWhatItDoesNotKnow() {
        assertThat(cli.run("status").out()).contains("Nothing is pending.\n" + UNKNOWN_LEASE + "\n");
        assertThat(cli.run("status", "--json").json())
                .containsEntry("lease", null)
                .containsEntry("leaseError", "permission denied for table _migrations_lease")
                .containsEntry("pending", 0);
    }

    @Test
    void migrateSaysThatNothingIsToDo() {
        assertThat(cli.run("migrate").out())
                .isEqualTo("Up to date: 2 migrations are applied, the latest is V2 table 2.\n");
    }

    @Test
    void whatIsPendingIsRefusedWithTheServersReason() {
        cli.tables(3);

        Result result = cli.run("migrate");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("permission denied", "SQLSTATE: 42501", "what to do: Grant the privilege")
                .containsOnlyOnce("42501");
    }

    @Test
    void unlockDoesNotSayThatNobodyHoldsTheLease() {
        Result result = cli.run("unlock", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("It is not known who holds the lease: permission denied for table _migrations_lease.");
    }

    @Test
    void theStatusNeedsNoLeaseTable() throws SQLException {
        sql("DROP TABLE _migrations_lease");

        Result result = cli.run("status");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).endsWith("Nothing is pending.\n");
        assertThat(cli.run("migrate").exitCode()).isZero();
    }
}
