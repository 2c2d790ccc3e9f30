package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.SimulatedCockroach;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.Scripts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements cancelled from another thread. {@link #session} observes, {@link #victim} goes through a proxy. */
class CancelTest extends SessionTest {
    private WireProxy proxy;
    private TxSession victim;

    @BeforeEach
    void openVictim() throws TxFailure {
        session.run(autocommit("CREATE TABLE t (id INT)"));
        proxy = WireProxy.before(database);
        victim = JdbcTxRunner.over(proxy.through(database).dataSource()).open();
    }

    @AfterEach
    void closeVictim() {
        victim.close();
        proxy.close();
    }

    @Test
    void cancelsWhatIsUnderWayAndKeepsTheSession() throws Exception {
        CompletableFuture<TxFailure> running = failing(transaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(60)"));
        awaitSleep();
        victim.cancel();
        TxFailure failure = running.get(30, TimeUnit.SECONDS);

        assertThat(failure.is("57014")).isTrue();
        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure.sessionLost()).isFalse();
        victim.run(transaction("INSERT INTO t VALUES (2)"));
        assertThat(Scripts.text(session, "SELECT string_agg(id::text, ',') FROM t"))
                .isEqualTo("2");
    }

    /** CockroachDB honours the request from 22.1 on; before, there is nobody to send it to. */
    @ParameterizedTest
    @CsvSource({"21.2.17, false", "22.1.0, true", "26.3.0, true"})
    void asksCockroachToo(String version, boolean asked) throws Exception {
        try (TestDatabase cockroach = SimulatedCockroach.as(version).newDatabase();
                WireProxy wire = WireProxy.before(cockroach);
                TxSession there =
                        JdbcTxRunner.over(wire.through(cockroach).dataSource()).open()) {
            there.database();
            int before = wire.connections();
            CompletableFuture<TxFailure> running =
                    CompletableFuture.supplyAsync(() -> Scripts.failure(there, transaction("SELECT pg_sleep(60)")));
            awaitSleep(cockroach);
            there.cancel();
            if (!asked) {
                there.abort();
            }

            assertThat(running.get(30, TimeUnit.SECONDS).is("57014")).isEqualTo(asked);
            assertThat(wire.connections()).isEqualTo(asked ? before + 1 : before);
        }
    }

    @Test
    void asksBehindAPoolerThatAnnouncesANegativeProcess() throws Exception {
        proxy.announceNegativeProcesses();
        try (TxSession pooled =
                JdbcTxRunner.over(proxy.through(database).dataSource()).open()) {
            assertThat(pooled.backend().orElseThrow()).isNegative();
            int before = proxy.connections();
            CompletableFuture<TxFailure> running =
                    CompletableFuture.supplyAsync(() -> Scripts.failure(pooled, transaction("SELECT pg_sleep(60)")));
            awaitSleep();
            pooled.cancel();

            assertThat(running.get(30, TimeUnit.SECONDS).is("57014")).isTrue();
            assertThat(proxy.connections()).isEqualTo(before + 1);
        }
    }

    @Test
    void cancelsACopy() throws Exception {
        session.run(autocommit(
                "CREATE FUNCTION wait() RETURNS TRIGGER LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$",
                "CREATE TRIGGER wait AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION wait()"));
        CompletableFuture<TxFailure> running =
                failing(new TxScript(Mode.TRANSACTION, List.of(new TxStatement("COPY t FROM STDIN", "1\n2\n"))));
        awaitSleep();
        victim.cancel();
        TxFailure failure = running.get(30, TimeUnit.SECONDS);

        assertThat(failure.is("57014")).isTrue();
        assertThat(failure.sessionLost()).isFalse();
        assertThat(Scripts.count(session, "t")).isZero();
        assertThat(Scripts.text(victim, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void cancelsNothingThatIsRunLater() throws TxFailure {
        int before = proxy.connections();
        victim.cancel();
        assertThat(Scripts.text(victim, "SELECT count(*) FROM (SELECT pg_sleep(0.3)) AS s"))
                .isEqualTo("1");
        victim.cancel();

        // A cancel request uses a separate connection.
        assertThat(proxy.connections()).isEqualTo(before);
    }

    @Test
    void doesNotReturnBeforeARequestThatComesTooLateIsOver() throws Exception {
        Fault request = proxy.hold(Frame::isCancelRequest);
        Fault answer = proxy.hold(Frame.answer("SELECT 1"));
        CompletableFuture<String> running = supply(() -> Scripts.text(victim, "SELECT 1"));
        await().until(answer::happened);
        victim.cancel();
        await().until(request::happened);
        answer.release();

        assertThat(running)
                .as("the answer, while a request is on its way that would hit the next statement")
                .isNotCompleted();
        request.release();
        assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo("1");
        for (int i = 0; i < 50; i++) {
            assertThat(Scripts.text(victim, "SELECT count(*) FROM (SELECT pg_sleep(0.01)) AS s"))
                    .isEqualTo("1");
        }
    }

    @Test
    void doesNotWaitForARequestThatIsNotAnswered() throws Exception {
        Fault request = proxy.hold(Frame::isCancelRequest);
        CompletableFuture<TxFailure> running = failing(transaction("SELECT pg_sleep(60)"));
        awaitSleep();
        victim.cancel();
        victim.cancel();
        await().until(request::happened);

        // Only abort() is left.
        victim.abort();
        TxFailure failure = running.get(60, TimeUnit.SECONDS);
        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }

    @Test
    void isNotStoppedByAnInterrupt() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<TxFailure> failure = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            failure.complete(Scripts.failure(victim, transaction("SELECT pg_sleep(60)")));
            interrupted.complete(Thread.interrupted());
        });
        runner.start();
        awaitSleep();
        runner.interrupt();
        victim.cancel();

        assertThat(failure.get(30, TimeUnit.SECONDS).is("57014")).isTrue();
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Scripts.text(victim, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void sendsNothingAfterTheEnd() throws TxFailure {
        int before = proxy.connections();
        victim.close();
        victim.cancel();

        assertThat(proxy.connections()).isEqualTo(before);
    }

    @Test
    void namesTheServersProcess() throws TxFailure {
        int before = proxy.roundTrips();
        int process = victim.backend().orElseThrow();

        assertThat(proxy.roundTrips()).isEqualTo(before);
        assertThat(Scripts.text(victim, "SELECT pg_backend_pid()")).isEqualTo(String.valueOf(process));
    }

    private CompletableFuture<TxFailure> failing(TxScript script) {
        return CompletableFuture.supplyAsync(() -> Scripts.failure(victim, script));
    }

    private interface Call {
        String run() throws TxFailure;
    }

    private static CompletableFuture<String> supply(Call call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.run();
            } catch (TxFailure failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private void awaitSleep() {
        awaitSleep(database);
    }

    private void awaitSleep(TestDatabase where) {
        await().until(() -> Scripts.text(
                        session,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '"
                                + where.name() + "'")
                .equals("1"));
    }
}
