package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.SimulatedCockroach;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancelled statements. {@link #session} observes, {@link #victim} goes through a proxy. */
class CancelTest extends SessionTest {
    private WireProxy proxy;
    private Session victim;

    @BeforeEach
    void openVictim() throws TxFailure {
        session.autocommit("CREATE TABLE t (id INT)");
        proxy = WireProxy.before(database);
        victim = Session.open(runner(proxy.through(database)));
    }

    @AfterEach
    void closeVictim() throws TxFailure {
        victim.close();
        proxy.close();
    }

    @Test
    void cancelsWhatIsUnderWayAndKeepsTheSession() throws TxFailure {
        CompletionStage<TxResult> running =
                victim.async().run(Session.inTransaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(60)"));
        await().until(() -> session.text(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
                .equals("1"));
        victim.async().cancel();
        TxFailure failure = catchThrowableOfType(TxFailure.class, () -> Waiting.on(running));

        assertThat(failure.is("57014")).isTrue();
        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure.sessionLost()).isFalse();
        victim.transaction("INSERT INTO t VALUES (2)");
        assertThat(session.text("SELECT string_agg(id::text, ',') FROM t")).isEqualTo("2");
    }

    /** CockroachDB honours the request from 22.1 on; before, there is nobody to send it to. */
    @ParameterizedTest
    @CsvSource({"21.2.17, false", "22.1.0, true", "26.3.0, true"})
    void asksCockroachToo(String version, boolean asked) throws TxFailure {
        try (TestDatabase cockroach = SimulatedCockroach.as(version).newDatabase();
                WireProxy wire = WireProxy.before(cockroach);
                Session there = Session.open(runner(wire.through(cockroach)))) {
            there.database();
            int before = wire.connections();
            CompletionStage<TxResult> running = there.async().run(Session.inTransaction("SELECT pg_sleep(60)"));
            await().until(() -> session.text(
                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '"
                                    + cockroach.name() + "'")
                    .equals("1"));
            there.async().cancel();
            if (!asked) {
                there.async().abort();
            }

            assertThat(catchThrowableOfType(TxFailure.class, () -> Waiting.on(running))
                            .is("57014"))
                    .isEqualTo(asked);
            assertThat(wire.connections()).isEqualTo(asked ? before + 1 : before);
        }
    }

    @Test
    void asksBehindAPoolerThatAnnouncesANegativeProcess() throws TxFailure {
        proxy.announceNegativeProcesses();
        try (Session pooled = Session.open(runner(proxy.through(database)))) {
            assertThat(pooled.async().backend().orElseThrow()).isNegative();
            int before = proxy.connections();
            CompletionStage<TxResult> running = pooled.async().run(Session.inTransaction("SELECT pg_sleep(60)"));
            await().until(() -> session.text(
                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
                    .equals("1"));
            pooled.async().cancel();

            assertThat(catchThrowableOfType(TxFailure.class, () -> Waiting.on(running))
                            .is("57014"))
                    .isTrue();
            assertThat(proxy.connections()).isEqualTo(before + 1);
        }
    }

    @Test
    void cancelsNothingThatIsRunLater() throws TxFailure {
        int before = proxy.connections();
        victim.async().cancel();
        assertThat(victim.text("SELECT count(*) FROM (SELECT pg_sleep(0.3)) AS s"))
                .isEqualTo("1");
        victim.async().cancel();

        // A cancel request uses a separate connection.
        assertThat(proxy.connections()).isEqualTo(before);
    }

    @Test
    void sendsAStatementForARequestThatComesTooLateToHit() throws TxFailure {
        Fault answer = proxy.hold(Frame.answer("SELECT 1"));
        CompletionStage<TxResult> running = victim.async().run(TxScript.autocommit(List.of("SELECT 1")));
        await().until(answer::happened);
        victim.async().cancel();
        answer.release();

        assertThat(Waiting.on(running).rows()).hasSize(1);
        for (int i = 0; i < 50; i++) {
            assertThat(victim.text("SELECT count(*) FROM (SELECT pg_sleep(0.01)) AS s"))
                    .isEqualTo("1");
        }
        assertThat(proxy.queries())
                .as("what was sent between a statement that could not be cancelled any more and the next")
                .containsSubsequence("SELECT 1", "SELECT pg_sleep(0.1)");
    }

    @Test
    void sendsNothingAfterTheEnd() throws TxFailure {
        int before = proxy.connections();
        victim.close();
        victim.async().cancel();

        assertThat(proxy.connections()).isEqualTo(before);
    }

    @Test
    void namesTheServersProcess() throws TxFailure {
        int before = proxy.roundTrips();
        int process = victim.async().backend().orElseThrow();

        assertThat(proxy.roundTrips()).isEqualTo(before);
        assertThat(victim.text("SELECT pg_backend_pid()")).isEqualTo(String.valueOf(process));
    }
}
