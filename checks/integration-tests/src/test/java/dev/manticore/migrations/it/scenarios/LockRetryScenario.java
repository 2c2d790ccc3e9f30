package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent.LockTimedOut;
import dev.manticore.migrations.MigrationEvent.StepStarted;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Code;
import dev.manticore.migrations.it.api.Code.Work;
import dev.manticore.migrations.it.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a migration that waits too long for a lock lets those behind it through, and is applied when it gets the lock. */
@PostgresOnly("It tries nothing again because of locks.")
class LockRetryScenario extends Scenario {
    private static final String ALTER = "ALTER TABLE busy ADD COLUMN note TEXT";
    private static final String WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted";
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final LockRetry QUICK = LockRetry.DEFAULT.pausing(Duration.ofMillis(100));

    private final Events events = new Events();
    private Connection application;
    private int process;

    /** An application that has forgotten to commit. */
    @BeforeEach
    void blockTheTable() throws SQLException {
        sql.run("CREATE TABLE busy (id INT)");
        application = database.dataSource().getConnection();
        process = Integer.parseInt(
                Sql.rows(application, "SELECT pg_backend_pid()").get(0));
        Sql.run(application, "BEGIN", "INSERT INTO busy VALUES (1)");
    }

    @AfterEach
    void letGo() throws SQLException {
        application.close();
    }

    private Background<MigrationReport> migrating(Migration... migrations) {
        return migrating(builder -> {}, migrations);
    }

    private Background<MigrationReport> migrating(Consumer<MigratorBuilder<?>> settings, Migration... migrations) {
        return Background.run(() -> with(
                        builder -> {
                            builder.lockTimeout(LIMIT).lockRetry(QUICK).listener(events);
                            settings.accept(builder);
                        },
                        migrations)
                .migrate());
    }

    private void awaitAttempts(int count) {
        await().atMost(PATIENCE).until(() -> events.of(LockTimedOut.class).size() >= count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER",
                "-- manticore: transaction=none\nALTER",
                "-- manticore: lock_timeout=200ms\nALTER",
                "-- manticore: transaction=none\nSELECT 1; BEGIN; SELECT 2; ALTER; COMMIT; SELECT 3"
            })
    void readersGetThroughWhileItWaits(String script) throws SQLException {
        var run = migrating(table(1), up(2, script.replace("ALTER", ALTER)), table(3));
        for (int reads = 1; reads <= 2; reads++) {
            await().atMost(PATIENCE).until(() -> !sql.rows(WAITING).isEmpty());
            // It waits behind the migration, and nobody ends the transaction that blocks that.
            assertThat(sql.row("SELECT count(*) FROM busy")).isEqualTo("0");
            awaitAttempts(reads);
        }
        assertThat(run.isDone()).isFalse();
        application.close();

        assertThat(run.result().steps()).hasSize(3);
        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(sql.rows("SELECT note FROM busy")).isEmpty();
        assertThat(sql.leaseIsFree()).isTrue();
        assertThat(events.of(StepStarted.class)).hasSize(3);
    }

    @Test
    void eachTimeTheBlockerIsNamed() throws SQLException {
        var run = migrating(up(1, ALTER));
        await().atMost(PATIENCE)
                .until(() -> events.of(LockTimedOut.class).stream().anyMatch(event -> event.lockWait() != null));
        application.close();
        run.result();

        assertThat(events.of(LockTimedOut.class))
                .allSatisfy(event -> assertThat(event.what()).isEqualTo("V1"));
        assertThat(events.of(LockTimedOut.class).stream()
                        .map(LockTimedOut::lockWait)
                        .filter(Objects::nonNull)
                        .map(LockWait::blockers))
                .allSatisfy(blockers ->
                        assertThat(blockers).extracting(Blocker::process).containsExactly(process));
    }

    @Test
    void inTheEndItSaysWhoBlockedItAndHowOftenItWasTried() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(
                                builder -> builder.lockTimeout(Duration.ofSeconds(2))
                                        .lockRetry(LockRetry.DEFAULT.lasting(Duration.ofMillis(1))),
                                up(1, ALTER))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("55P03");
        assertThat(failure)
                .hasMessageContainingAll("it waited for a lock behind process " + process, "it was tried 2 times in ");
        assertThat(failure.remedy().toString())
                .contains("SELECT pg_terminate_backend(" + process + ")", "MigratorBuilder.lockRetry(");
    }

    /** A timeout would leave an invalid index. */
    @ParameterizedTest
    @ValueSource(strings = {"CREATE INDEX CONCURRENTLY i ON busy (id)", "DROP INDEX CONCURRENTLY j"})
    void whatATimeoutWouldLeaveHalfDoneIsNotCut(String statement) throws SQLException {
        application.close();
        sql.run("CREATE INDEX j ON busy (id)");
        try (Connection other = database.dataSource().getConnection()) {
            Sql.run(other, "BEGIN", "INSERT INTO busy VALUES (1)");
            var run =
                    migrating(up(1, "CREATE TABLE before_it (id INT);\n" + statement + ";\nCREATE TABLE after_it ()"));
            await().atMost(PATIENCE)
                    .until(() -> !sql.rows(WAITING + " AND clock_timestamp() - waitstart > interval '600 ms'")
                            .isEmpty());
            Sql.run(other, "COMMIT");
            run.result();
        }
        assertThat(events.of(LockTimedOut.class)).isEmpty();
        assertThat(sql.rows("SELECT 1 FROM pg_index WHERE NOT indisvalid")).isEmpty();
        assertThat(sql.history()).containsExactly("1");
    }

    /** Somebody holds the lease's row for longer than the limit of the script. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n", "SET LOCAL lock_timeout = '100ms';\n"})
    void aWaitForTheLeaseIsNotCutByTheLimitOfTheScript(String header) throws SQLException {
        application.close();
        with(builder -> {}, table(1)).migrate();
        try (Connection other = database.dataSource().getConnection()) {
            var run = migrating(
                    builder -> builder.listener(event -> {
                        if (event instanceof StepStarted) {
                            lockTheLease(other);
                        }
                    }),
                    table(1),
                    up(2, header + ALTER));
            await().atMost(PATIENCE)
                    .until(() -> !sql.rows(WAITING + " AND clock_timestamp() - waitstart > interval '600 ms'")
                            .isEmpty());
            Sql.run(other, "COMMIT");
            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(events.of(LockTimedOut.class)).isEmpty();
    }

    private static void lockTheLease(Connection other) {
        try {
            Sql.run(other, "BEGIN", "SELECT 1 FROM _migrations_lease FOR UPDATE");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A runner that dies in a pause leaves nothing in doubt. */
    @Test
    void whileAStepwiseScriptPausesNothingIsNotedAsRunning() throws SQLException {
        Migration migration = up(1, "-- manticore: transaction=none\nCREATE TABLE before_it ();\n" + ALTER);
        var run = migrating(
                builder -> builder.lockRetry(LockRetry.DEFAULT).lockTimeout(Duration.ofSeconds(1)), migration);
        awaitAttempts(1);
        await().atMost(PATIENCE)
                .until(() -> sql.row("SELECT statements_done, statement_running FROM _migrations_lease")
                        .equals("1|f"));
        assertThat(run.isDone()).isFalse();
        application.close();
        run.result();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void javaCodeIsCalledAgain() throws SQLException {
        Code code = Code.of(Version.of(1), Work.of("SELECT nextval('calls')", ALTER));
        sql.run("CREATE SEQUENCE calls");
        var run = migrating(builder -> builder.codeMigration(api.migration(code)));
        awaitAttempts(1);
        application.close();
        run.result();

        assertThat(sql.history()).containsExactly("1");
        assertThat(Integer.parseInt(sql.row("SELECT last_value FROM calls")))
                .isEqualTo(events.of(LockTimedOut.class).size() + 1);
    }
}
