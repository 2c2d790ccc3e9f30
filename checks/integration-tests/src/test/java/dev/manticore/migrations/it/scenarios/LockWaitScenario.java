package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent.LeaseNotRenewed;
import dev.manticore.migrations.MigrationEvent.StatementBlocked;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a statement that waits for a lock says who blocks it, and how long it may wait. */
@PostgresOnly("It has no pg_blocking_pids, and rejects LOCK TABLE.")
class LockWaitScenario extends Scenario {
    private static final String ALTER = "ALTER TABLE busy ADD COLUMN note TEXT";
    private static final String LIMITS =
            " AS SELECT current_setting('lock_timeout') AS l, current_setting('statement_timeout') AS s";

    private final Events events = new Events();
    private Connection application;
    private int process;

    /** An application that has forgotten to commit. */
    @BeforeEach
    void blockTheTable() throws SQLException {
        sql.run("CREATE TABLE busy (id INT)");
        application = database.dataSource().getConnection();
        Sql.run(application, "SET application_name = 'shop backend'", "BEGIN", "INSERT INTO busy\n  VALUES (1)");
        process = Integer.parseInt(
                Sql.rows(application, "SELECT pg_backend_pid()").get(0));
        Sql.run(application, "INSERT INTO busy\n  VALUES (2)");
    }

    @AfterEach
    void letGo() throws SQLException {
        application.close();
    }

    private Subject listening(Migration... migrations) {
        return with(builder -> builder.listener(events), migrations);
    }

    private void awaitBlocked() {
        await().atMost(PATIENCE).until(() -> !events.of(StatementBlocked.class).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n", "-- manticore: lock_timeout=1h\n"})
    void isToldWhileItLasts(String header) throws Exception {
        Migration migration = up(1, header + ALTER);
        var run = Background.run(() -> listening(migration).migrate());
        awaitBlocked();

        StatementBlocked blocked = events.of(StatementBlocked.class).get(0);
        assertThat(blocked.step().id()).isEqualTo(Version.of(1));
        assertThat(blocked.lockWait().waited()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(blocked.lockWait().blockers()).hasSize(1);
        Blocker blocker = blocked.lockWait().blockers().get(0);
        assertThat(blocker.process()).isEqualTo(process);
        assertThat(blocker.user()).isEqualTo(sql.row("SELECT current_user"));
        assertThat(blocker.application()).isEqualTo("shop backend");
        assertThat(blocker.state()).isEqualTo("idle in transaction");
        assertThat(blocker.since()).isNotNull();
        assertThat(blocker.description())
                .startsWith("process " + process + " (user ")
                .contains(", application shop backend, idle in transaction since ")
                .endsWith("Z): INSERT INTO busy VALUES (2)");

        assertThat(over(migration).status().lockWait())
                .isNotNull()
                .satisfies(wait ->
                        assertThat(wait.blockers()).extracting(Blocker::process).containsExactly(process));
        application.close();
        run.result();
        assertThat(events.of(StatementBlocked.class)).hasSize(1);
        assertThat(over(migration).status().lockWait()).isNull();
    }

    @Test
    void ofAnUndoIsShownByTheStatus() throws Exception {
        Migration migration = both(1, "SELECT 1", ALTER);
        over(migration).migrate();
        var run = Background.run(() -> listening(migration).rollback(1));
        awaitBlocked();

        LockWait wait = over(migration).status().lockWait();

        assertThat(wait).isNotNull();
        assertThat(wait.description()).contains("process " + process);
        application.close();
        run.result();
    }

    @Test
    void ofARepeatableMigrationThatIsAppliedAgainIsShownByTheStatus() throws Exception {
        over(Migration.repeatable("busy", "SELECT 1")).migrate();
        Migration migration = Migration.repeatable("busy", ALTER);
        var run = Background.run(() -> listening(migration).migrate());
        awaitBlocked();

        LockWait wait = over(migration).status().lockWait();

        assertThat(wait).isNotNull();
        assertThat(wait.description()).contains("process " + process);
        application.close();
        run.result();
    }

    @Test
    void thatTheLimitEndsNamesTheBlocker() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(
                                builder -> builder.lockRetry(LockRetry.NONE),
                                up(1, "-- manticore: lock_timeout=3s\n" + ALTER))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("55P03");
        assertThat(failure).hasMessageContaining("it waited for a lock behind process " + process);
    }

    @Test
    void thatTheStatementsLimitEndsNamesTheBlocker() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, "-- manticore: statement_timeout=3s transaction=none\n" + ALTER))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("57014");
        assertThat(failure).hasMessageContaining("it waited for a lock behind process " + process);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void isLimitedForAllScripts(String header) {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(
                                builder -> builder.lockTimeout(Duration.ofMillis(100))
                                        .lockRetry(LockRetry.NONE),
                                up(1, header + ALTER))
                        .migrate());

        assertThat(failure.error().sqlState()).isEqualTo("55P03");
        assertThat(failure.remedy().toString()).contains("MigratorBuilder.lockTimeout(..)");
    }

    @Test
    void isLimitedByTheHeaderInTheFirstPlace() {
        with(
                        builder -> builder.lockTimeout(Duration.ofSeconds(7)).statementTimeout(Duration.ofMinutes(7)),
                        up(1, "CREATE TABLE defaults" + LIMITS),
                        up(2, "-- manticore: lock_timeout=0 statement_timeout=1h\nCREATE TABLE own" + LIMITS))
                .migrate();

        assertThat(sql.row("SELECT * FROM defaults")).isEqualTo("7s|7min");
        assertThat(sql.row("SELECT * FROM own")).isEqualTo("0|1h");
    }

    /** Nobody can be asked then, and it is no failure. */
    @Test
    void isSilentWithAPoolOfOne() throws Exception {
        Migration migration = up(1, ALTER);
        var run = Background.run(
                () -> through(open(Access.to(database).poolOf(1)), builder -> builder.listener(events), migration)
                        .migrate());
        await().atMost(PATIENCE)
                .until(() -> sql.rows("SELECT 1 FROM pg_locks WHERE NOT granted AND clock_timestamp() - waitstart"
                                        + " > interval '2 s'")
                                .size()
                        == 1);

        application.close();
        run.result();

        assertThat(events.of(StatementBlocked.class)).isEmpty();
        assertThat(events.of(LeaseNotRenewed.class)).isEmpty();
    }
}
