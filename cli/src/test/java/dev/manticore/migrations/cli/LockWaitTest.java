package dev.manticore.migrations.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows how {@code migrate} and {@code status} name the session that holds a lock, and how the wait is limited. */
class LockWaitTest extends DatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CliRun cli;
    private Connection application;

    @BeforeEach
    void blockATable() throws SQLException {
        cli = CliRun.on(database, directory).tables(1);
        cli.run("migrate");
        cli.script("V2__add_note.sql", "ALTER TABLE t1 ADD COLUMN note text;");
        application = database.dataSource().getConnection();
        application.setAutoCommit(false);
        try (Statement statement = application.createStatement()) {
            statement.execute("SET application_name = 'shop'");
            statement.execute("INSERT INTO t1 VALUES (1)");
        }
    }

    @AfterEach
    void closeApplication() throws SQLException {
        application.close();
    }

    @Test
    void theBlockerIsNamedWhileTheMigrationWaits() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Result> migrating = CompletableFuture.supplyAsync(() -> cli.run(err, "migrate"));
        await().atMost(PATIENCE).until(() -> err.size() > 0);
        application.rollback();
        Result result = migrating.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .containsOnlyOnce("V2 add note has waited ")
                .containsPattern(" for a lock, behind process \\d+ \\(user .*, application shop, idle in transaction");
    }

    /** Two runs in one process share a log, so the other run's standard error is not looked at here. */
    @Test
    void theStatusNamesTheBlockerOfAnotherRun() throws Exception {
        CompletableFuture<Result> migrating = CompletableFuture.supplyAsync(() -> cli.run("migrate"));
        await().atMost(PATIENCE).until(() -> cli.run("status").out(), out -> out.contains("Its statement has waited"));

        assertThat(cli.run("status").out())
                .containsPattern("Its statement has waited .*s for a lock, behind process \\d+ \\(user .*, application"
                        + " shop, idle in transaction since .*\\): INSERT INTO t1 VALUES \\(1\\)\\.\n");
        assertThat(cli.run("status", "--json").json().get("lockWait"))
                .extracting("blockers")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .extracting("application", "state", "statement")
                .containsExactly("shop", "idle in transaction", "INSERT INTO t1 VALUES (1)");
        application.rollback();
        assertThat(migrating.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).exitCode())
                .isZero();
    }

    @Test
    void theWaitIsLimitedByAnOption() {
        Result result = cli.run("migrate", "--lock-timeout", "2s", "--lock-retry-time", "0");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("canceling statement due to lock timeout", "it waited for a lock behind process ")
                .contains(
                        "to wait longer: --lock-timeout DURATION",
                        "to try again for longer: --lock-retry-time DURATION")
                .doesNotContain("retrying");
    }

    @Test
    void aMigrationThatWaitsTooLongIsTriedAgain() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Result> migrating = CompletableFuture.supplyAsync(
                () -> cli.run(err, "migrate", "--lock-timeout", "300ms", "--lock-retry-pause", "200ms"));
        await().atMost(PATIENCE).until(() -> err.toString(UTF_8).contains(", behind process "));
        application.rollback();
        Result result = migrating.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .containsPattern(
                        "(?m)^V2 waited too long for a lock, behind process \\d+ \\(user .*, application shop, idle in"
                                + " transaction since .*\\): INSERT INTO t1 VALUES \\(1\\); retrying in .* \\(attempt \\d+\\)$");
    }
}
