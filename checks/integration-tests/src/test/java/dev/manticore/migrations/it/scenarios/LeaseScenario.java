package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the lease admits one runner at a time and is released, or expires, however a run ends. */
class LeaseScenario extends Scenario {
    private static final Duration SHORT = Duration.ofSeconds(1);
    /** Long enough for a renewal each third of it, also where a machine stops for a second. */
    private static final Duration RENEWABLE = Duration.ofSeconds(3);

    /** The lease of a runner that does not answer any more. */
    private void leaseOfAnother(String expires) {
        over(table(1)).initialize();
        sql.run(
                "INSERT INTO _migrations_lease (id, token, owner, acquired_at, expires_at) VALUES (1, 7, 'host elsewhere,"
                        + " process 12', now(), now() + interval '" + expires + "') ON CONFLICT (id) DO UPDATE SET"
                        + " token = excluded.token, owner = excluded.owner, acquired_at = excluded.acquired_at,"
                        + " expires_at = excluded.expires_at");
    }

    @Test
    void isNotWaitedForLongerThanAsked() {
        leaseOfAnother("50 seconds");
        Events events = new Events();

        LeaseNotObtainedException failure = failure(
                LeaseNotObtainedException.class,
                () -> with(builder -> builder.lockWait(Duration.ofMillis(200)).listener(events), table(1))
                        .migrate());

        assertThat(failure)
                .hasMessageContaining("host elsewhere, process 12")
                .hasMessageMatching("(?s).*4\\d\\.\\d s.*");
        assertThat(failure.remedy().toString()).isNotBlank();
        assertThat(events.of(MigrationEvent.LeaseAwaited.class))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.owner()).isEqualTo("host elsewhere, process 12"));
        assertThat(sql.history()).isEmpty();
        assertThat(sql.row("SELECT token FROM _migrations_lease")).isEqualTo("7");
    }

    @Test
    void isTriedOnceWithoutWaiting() {
        leaseOfAnother("50 seconds");
        Events events = new Events();

        failure(
                LeaseNotObtainedException.class,
                () -> with(builder -> builder.lockWait(Duration.ZERO).listener(events), table(1))
                        .migrate());

        assertThat(events.of(MigrationEvent.LeaseAwaited.class)).isEmpty();
    }

    @Test
    void ofADeadRunnerIsWaitedForAndTaken() {
        leaseOfAnother("1 second");
        sql.run("CREATE TABLE before AS SELECT expires_at FROM _migrations_lease");
        Events events = new Events();

        with(builder -> builder.listener(events), table(1)).migrate();

        assertThat(events.of(MigrationEvent.LeaseAwaited.class)).isNotEmpty();
        assertThat(sql.row("SELECT l.acquired_at >= b.expires_at, l.acquired_at < b.expires_at + interval '5 s'"
                        + " FROM _migrations_lease l, before b"))
                .as("not before it expired, but soon after")
                .isEqualTo("t|t");
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void thatHasExpiredIsTakenAtOnce() {
        leaseOfAnother("-1 millisecond");

        with(builder -> builder.lockWait(Duration.ZERO), table(1)).migrate();

        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.row("SELECT token FROM _migrations_lease")).isEqualTo("8");
    }

    @Test
    void aHolderThatWasOvertakenLeavesNothing() {
        Migration[] migrations = {table(1), up(2, "INSERT INTO t1 VALUES (7);\nSELECT 1 FROM " + gate())};
        LeaseLostException failure;
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migrations).migrate());
            gate.awaitWaiting();
            sql.run("UPDATE _migrations_lease SET token = token + 1, owner = 'another'");
            gate.open();

            failure = failure(LeaseLostException.class, run::result);
        }
        assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        assertThat(failure.remedy().toString()).isNotBlank();
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
        assertThat(sql.row("SELECT owner, expires_at > now() FROM _migrations_lease"))
                .as("the other one's lease is left alone")
                .isEqualTo("another|t");
    }

    @Test
    void aHolderThatWasOvertakenStepwiseStops() {
        Migration migration = up(
                1,
                "-- manticore: transaction=none\nCREATE TABLE a AS SELECT 1 FROM " + gate()
                        + ";\nCREATE TABLE b (id INT)");
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.awaitWaiting();
            sql.run("UPDATE _migrations_lease SET token = token + 1, owner = 'another'");
            gate.open();

            failure(LeaseLostException.class, run::result);
        }
        assertThat(sql.history()).isEmpty();
        assertThat(sql.tables()).contains("a").doesNotContain("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    void aMigrationLongerThanTheLeaseIsRenewed(String header) {
        Migration slow = up(1, header + "CREATE TABLE a AS SELECT 1 FROM " + gate());
        Events first = new Events();
        Events second = new Events();
        try (Gate gate = closedGate()) {
            var run = Background.run(
                    () -> with(builder -> builder.lease(RENEWABLE).listener(first), slow)
                            .migrate());
            gate.awaitWaiting();
            var other = Background.run(
                    () -> with(builder -> builder.lease(RENEWABLE).listener(second), slow)
                            .migrate());
            second.awaitLeaseAwaited();
            awaitAge("4 seconds");
            assertThat(sql.leaseIsFree()).as("renewed").isFalse();
            gate.open();

            assertThat(run.result().steps()).hasSize(1);
            assertThat(other.result().steps()).isEmpty();
        }
        assertThat(first.of(MigrationEvent.LeaseNotRenewed.class)).isEmpty();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void aMigrationLongerThanTheLeaseIsDoneWithAPoolOfOne() {
        Connections pool = open(Access.to(database).poolOf(1));
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> through(
                            pool,
                            builder -> builder.lease(SHORT),
                            up(1, "SELECT 1 FROM " + gate()),
                            up(2, "-- manticore: transaction=none\nSELECT 1"))
                    .migrate());
            gate.awaitWaiting();
            awaitAge("1.2 seconds");
            gate.open();

            assertThat(run.result().steps()).hasSize(2);
            assertThat(sql.history()).containsExactly("1", "2");
        }
    }

    /** The connection that renewed, and the one that was waited for in vain. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noConnectionStaysBorrowed(int poolSize) {
        Connections pool = open(Access.to(database).poolOf(poolSize));
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> through(
                            pool, builder -> builder.lease(Duration.ofSeconds(9)), up(1, "SELECT 1 FROM " + gate()))
                    .migrate());
            gate.awaitWaiting();
            awaitAge("3.2 seconds");
            gate.open();

            run.result();
            // The next beat would come almost three seconds later.
            pool.awaitAllFree(Duration.ofSeconds(2));
        }
    }

    private void awaitAge(String age) {
        await().atMost(PATIENCE)
                .until(() -> sql.row("SELECT clock_timestamp() > acquired_at + interval '" + age
                                + "' FROM _migrations_lease")
                        .equals("t"));
    }

    @Test
    void isFreeAfterEveryFailure() {
        failing(StatementFailedException.class, table(1), up(2, "SELECT 1 / 0"));
        failing(
                StatementFailedException.class,
                table(1),
                up(2, "-- manticore: transaction=none\nSELECT 1;\nSELECT 1 / 0"));
        failing(
                InvalidMigrationsException.class,
                table(1),
                up(2, "-- manticore: transaction=none\nSELECT 2;\nSELECT 1"));
        failing(
                StatementFailedException.class,
                table(1),
                up(
                        2,
                        "-- manticore: transaction=none\nSELECT 1;\nSELECT set_config('search_path', '', false);\nSELECT 1 / 0"));

        atOnce(
                        table(1),
                        up(2, "-- manticore: transaction=none\nSELECT 1;\nSELECT set_config('search_path', '', false)"))
                .migrate();
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    private void failing(Class<? extends MigrationException> expected, Migration... migrations) {
        failure(expected, () -> atOnce(migrations).migrate());
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void theTableIsMadeAgain() {
        over(table(1)).migrate();
        sql.run("DROP TABLE _migrations_lease");

        assertThat(over(table(1)).status().lease()).isNull();
        over(tables(2)).migrate();

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void theRowIsMadeAgainWithATokenThatNobodyHad() {
        over(table(1)).migrate();
        long token = sql.number("SELECT token FROM _migrations_lease");
        sql.run("TRUNCATE _migrations_lease");

        assertThat(over(table(1)).status().lease()).isNull();
        over(tables(2)).migrate();

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.number("SELECT token FROM _migrations_lease")).isGreaterThan(token);
    }

    @Test
    void aRowThatVanishesWhileAMigrationRunsFencesItOff() {
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(table(1), up(2, "INSERT INTO t1 SELECT 1 FROM " + gate()))
                    .migrate());
            gate.awaitWaiting();
            sql.run("DELETE FROM _migrations_lease");
            gate.open();

            failure(LeaseLostException.class, run::result);
        }
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
    }

    private Subject atOnce(Migration... migrations) {
        return with(builder -> builder.lockWait(Duration.ZERO), migrations);
    }
}
