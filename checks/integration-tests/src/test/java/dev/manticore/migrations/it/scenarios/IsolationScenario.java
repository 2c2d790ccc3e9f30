package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Background;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that migrations run on databases whose default isolation level is stricter than READ COMMITTED. */
class IsolationScenario extends Scenario {
    private void isolate(String isolation) {
        sql.run("ALTER DATABASE " + database.name() + " SET default_transaction_isolation = '" + isolation + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serializable", "repeatable read"})
    void everythingWorks(String isolation) {
        isolate(isolation);

        over(table(1), up(2, "CREATE INDEX CONCURRENTLY i ON t1 (id)"), table(3))
                .migrate();
        over(table(1), both(2, "CREATE INDEX CONCURRENTLY i ON t1 (id)", "DROP INDEX i"), table(3))
                .rollback(2);
        failure(
                StatementFailedException.class,
                () -> over(table(1), up(2, "CREATE INDEX CONCURRENTLY i ON t1 (id)"), up(3, "SELECT 1 / 0"))
                        .migrate());

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    /** Such a transaction fails if another one changes a row that it changes, so the lease is not renewed while it runs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN ISOLATION LEVEL SERIALIZABLE; CREATE TABLE a AS SELECT 1 FROM %s; COMMIT;",
                "BEGIN ISOLATION LEVEL REPEATABLE READ; CREATE TABLE a AS SELECT 1 FROM %s; COMMIT; BEGIN; SELECT 1; COMMIT;",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE a AS SELECT 1 FROM %s;"
            })
    @PostgresOnly("CockroachDB compares what a transaction has read, and not when it began.")
    void aLongTransactionThatAsksForAStricterLevel(String script) {
        Events events = new Events();
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> with(
                            builder -> builder.lease(Duration.ofSeconds(1)).listener(events),
                            up(1, String.format(script, gate())))
                    .migrate());
            gate.awaitWaiting();
            await().atMost(PATIENCE)
                    .until(() -> sql.row("SELECT clock_timestamp() > expires_at FROM _migrations_lease")
                            .equals("t"));
            gate.open();
            run.result();
        }
        assertThat(sql.history()).containsExactly("1");
        assertThat(events.of(MigrationEvent.Retrying.class))
                .as("the migration was not done twice")
                .isEmpty();
    }

    /** The renewal changes the row that the fence changes too, in a transaction that began before. */
    @ParameterizedTest
    @ValueSource(strings = {"serializable", "repeatable read"})
    void aRenewalDuringALongMigration(String isolation) {
        isolate(isolation);
        Events events = new Events();
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> with(
                            builder -> builder.lease(Duration.ofSeconds(1)).listener(events),
                            up(1, "CREATE TABLE a AS SELECT 1 FROM " + gate()))
                    .migrate());
            gate.awaitWaiting();
            await().atMost(PATIENCE)
                    .until(() -> sql.row("SELECT expires_at > acquired_at + interval '1.2 s' FROM _migrations_lease")
                            .equals("t"));
            gate.open();
            run.result();
        }
        assertThat(sql.history()).containsExactly("1");
        assertThat(events.of(MigrationEvent.Retrying.class))
                .as("the migration was not done twice")
                .isEmpty();
    }
}
