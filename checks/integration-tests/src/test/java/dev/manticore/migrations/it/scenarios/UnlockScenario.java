package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that unlock takes the lease from its holder, and that nothing is applied twice because of it. */
class UnlockScenario extends Scenario {
    private static final String HEAD = "-- manticore: transaction=none\n";

    /** Rows that this library cannot have written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "expires_at = 'infinity'",
                "migration = '2', direction = 'SIDEWAYS', checksum = 'c', statements_done = 1",
                "migration = '2', direction = 'APPLY', checksum = NULL, statements_done = 1",
                "migration = '2', direction = 'APPLY', checksum = 'c', statements_done = NULL",
                "migration = '-2', direction = 'APPLY', checksum = 'c', statements_done = 1",
                "migration = '2', direction = 'APPLY', checksum = 'c', statements_done = 9223372036854775807"
            })
    void aRowThatCannotBeReadIsNamedAndRepaired(String change) {
        over(table(1)).migrate();
        sql.run("UPDATE _migrations_lease SET " + change);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> over(tables(2)).migrate(), () -> over(tables(2)).status())) {
            InvalidMigrationsException failure = failure(InvalidMigrationsException.class, call);
            assertThat(failure.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.INVALID_LEASE);
            assertThat(failure).hasMessageContainingAll("_migrations_lease", "cannot be read", "Migrator.unlock()");
        }
        over(tables(2)).unlock();

        atOnce(tables(2)).migrate();
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token = 9223372036854775807",
                "token = -7",
                "expires_at = '-infinity'",
                "migration = NULL, direction = 'SIDEWAYS', statements_done = -1"
            })
    void aRowThatMeansNothingBadIsNoObstacle(String change) {
        over(table(1)).migrate();
        sql.run("UPDATE _migrations_lease SET " + change);

        atOnce(tables(2)).migrate();

        assertThat(sql.history()).containsExactly("1", "2");
        over(tables(2)).unlock();
    }

    @Test
    void takesALeaseWithTheLargestToken() {
        over(table(1)).migrate();
        sql.run("UPDATE _migrations_lease SET token = 9223372036854775807, owner = 'another',"
                + " expires_at = now() + interval '1 hour'");

        assertThat(over(tables(2)).unlock()).isPresent();

        atOnce(tables(2)).migrate();
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void anAtomicMigrationOfTheDeposedHolderLeavesNothing() {
        Migration[] migrations = {table(1), up(2, "INSERT INTO t1 VALUES (7);\nSELECT 1 FROM " + gate()), table(3)};
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migrations).migrate());
            gate.awaitWaiting();

            LeaseHolder holder = over(migrations).unlock().orElseThrow();

            assertThat(holder.owner())
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(holder.remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
            assertThat(sql.leaseIsFree()).isTrue();
            gate.open();
            LeaseLostException failure = failure(LeaseLostException.class, run::result);
            assertThat(failure).hasMessageContainingAll("lost the lease to", "process", "before V2 was recorded");
            assertThat(failure.getMessage()).doesNotContain(holder.owner());
            assertThat(failure.report().steps()).extracting(StepReport::id).containsExactly(Version.of(1));
        }
        assertThat(sql.tables()).doesNotContain("t3");
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
        assertThat(sql.history()).containsExactly("1");

        atOnce(migrations).migrate();
        assertThat(sql.history()).containsExactly("1", "2", "3");
    }

    @Test
    void aStatementThatTheDeposedHolderHasUnderWayIsInDoubt() {
        Migration migration = up(1, HEAD + "CREATE TABLE a AS SELECT 1 FROM " + gate() + ";\nCREATE TABLE b (id INT)");
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> over(migration).migrate());
            gate.awaitWaiting();

            assertThat(over(migration).unlock()).isPresent();

            OutcomeUnknownException unknown = failure(
                    OutcomeUnknownException.class, () -> atOnce(migration).migrate());
            assertThat(unknown.statement()).isEqualTo(1);
            gate.open();
            // PostgreSQL has ended the statement, CockroachDB carries it out.
            Class<? extends MigrationException> end =
                    place.isCockroach() ? LeaseLostException.class : OutcomeUnknownException.class;
            failure(end, run::result);
        }
        assertThat(sql.tables().contains("a")).isEqualTo(place.isCockroach());
        assertThat(sql.tables()).doesNotContain("b");
        assertThat(sql.history()).isEmpty();

        over(migration).resume(Resumption.from(place.isCockroach() ? 2 : 1));
        atOnce(migration).migrate();
        assertThat(sql.tables()).contains("a", "b");
        assertThat(sql.history()).containsExactly("1");
    }

    /** It ends while the next one is at work, and its release comes last. */
    @Test
    void theDeposedHolderFreesNothingOfTheNextOnes() {
        Migration migration = up(1, "SELECT 1 FROM " + gate() + ";\nCREATE TABLE a AS SELECT 1");
        try (Gate gate = closedGate()) {
            var deposed = Background.run(() -> over(migration).migrate());
            gate.awaitWaiting();
            over(migration).unlock();
            var next = Background.run(() -> over(migration).migrate());
            gate.awaitWaiting(2);
            String owner = sql.row("SELECT owner FROM _migrations_lease");
            gate.open();

            assertThat(failure(LeaseLostException.class, deposed::result)).hasMessageContaining(owner);
            assertThat(next.result().steps()).hasSize(1);
        }
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.rows("SELECT * FROM a")).hasSize(1);
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void theDeposedHoldersRenewalBringsNothingBack() {
        Events events = new Events();
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> with(
                            builder -> builder.lease(Duration.ofSeconds(1)).listener(events),
                            table(1),
                            up(2, "INSERT INTO t1 SELECT 1 FROM " + gate()))
                    .migrate());
            gate.awaitWaiting();
            over(table(1)).unlock();
            long renewals = sql.number("SELECT token FROM _migrations_lease");

            // Several renewals are due by then.
            await().atMost(PATIENCE)
                    .until(() -> sql.row("SELECT clock_timestamp() > acquired_at + interval '1.2 seconds'"
                                    + " FROM _migrations_lease")
                            .equals("t"));
            assertThat(sql.leaseIsFree()).isTrue();
            assertThat(sql.number("SELECT token FROM _migrations_lease")).isEqualTo(renewals);
            gate.open();
            failure(LeaseLostException.class, run::result);
        }
        assertThat(events.of(MigrationEvent.LeaseNotRenewed.class)).isNotEmpty();
        assertThat(sql.rows("SELECT * FROM t1")).isEmpty();
    }

    @Test
    void ofEightAtOnceOneFindsTheHolder() {
        over(table(1)).initialize();
        sql.run(
                "UPDATE _migrations_lease SET owner = 'host elsewhere, process 12', expires_at = now() + interval '1 h'");
        long token = sql.number("SELECT token FROM _migrations_lease");

        List<Background<Optional<LeaseHolder>>> all = new ArrayList<>();
        IntStream.range(0, 8)
                .mapToObj(i -> over(table(1)))
                .toList()
                .forEach(subject -> all.add(Background.run(subject::unlock)));

        assertThat(all.stream().flatMap(one -> one.result().stream()))
                .singleElement()
                .extracting(LeaseHolder::owner)
                .isEqualTo("host elsewhere, process 12");
        assertThat(sql.number("SELECT token FROM _migrations_lease")).isEqualTo(token + 8);
        assertThat(sql.leaseIsFree()).isTrue();
        atOnce(table(1)).migrate();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void amongRunnersNothingIsDoneTwice() {
        sql.run("CREATE TABLE log (version INT)");
        Migration[] migrations = IntStream.rangeClosed(1, 20)
                .mapToObj(version -> up(version, "INSERT INTO log VALUES (" + version + ")"))
                .toArray(Migration[]::new);
        List<Background<MigrationReport>> runs = IntStream.range(0, 4).mapToObj(i -> over(migrations)).toList().stream()
                .map(subject -> Background.run(subject::migrate))
                .toList();
        Subject operator = over(migrations);
        while (!runs.stream().allMatch(Background::isDone)) {
            operator.unlock();
        }
        atOnce(migrations).migrate();

        assertThat(sql.history()).hasSize(20);
        assertThat(sql.rows("SELECT version FROM log GROUP BY version HAVING count(*) > 1"))
                .isEmpty();
        assertThat(sql.number("SELECT count(*) FROM log")).isEqualTo(20);
    }

    @Test
    void withoutTablesNobodyHoldsIt() {
        assertThat(over(table(1)).unlock()).isEmpty();
        assertThat(sql.tables()).isEmpty();
    }

    private Subject atOnce(Migration... migrations) {
        return with(builder -> builder.lockWait(Duration.ZERO), migrations);
    }
}
