package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Aborted sessions. {@link #session} observes, {@link #victim} goes through a proxy and has the only connection of a
 * pool.
 */
class AbortTest extends SessionTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private WireProxy proxy;
    private Pool pool;
    private Session victim;
    private String process;

    @BeforeEach
    void openVictim() throws TxFailure {
        session.autocommit("CREATE TABLE t (id INT)");
        proxy = WireProxy.before(database);
        open(PgConnectOptions.fromUri(proxy.through(database).uri()));
    }

    private void open(PgConnectOptions options) throws TxFailure {
        pool = pool(options, 1);
        victim = Session.open(VertxTxRunner.over(pool));
        process = victim.text("SELECT pg_backend_pid()");
    }

    /** Whatever happened to the connection, the pool of one returns another one. */
    @AfterEach
    void nextOneIsWhole() throws TxFailure {
        victim.close();
        try (Session next = Session.open(VertxTxRunner.over(pool))) {
            assertThat(next.text("SELECT pg_backend_pid()")).isNotEqualTo(process);
        }
        proxy.close();
    }

    @Test
    void endsTheWaitForAnAnswerThatIsHeldBack() throws Exception {
        Fault silence = proxy.hold(Frame.answer("COMMIT"));
        CompletionStage<TxResult> running = victim.async().run(Session.inTransaction("INSERT INTO t VALUES (1)"));
        await().until(silence::happened);
        victim.async().abort();

        assertGivenUp(soon(running));
        assertThat(session.count("t")).isEqualTo(1);
    }

    @Test
    void givesThePoolItsPlaceBackThoughTheClientDoesNotEndTheConnection() throws Exception {
        victim.close();
        PgConnectOptions onePerTurn =
                PgConnectOptions.fromUri(proxy.through(database).uri()).setPipeliningLimit(1);
        open(onePerTurn);
        Fault silence = proxy.hold(Frame.answer("COMMIT"));
        CompletionStage<TxResult> running = victim.async().run(Session.inTransaction("INSERT INTO t VALUES (1)"));
        await().until(silence::happened);
        victim.async().abort();

        assertGivenUp(soon(running));
    }

    /**
     * The server notices it only when it answers: by then it has executed everything that was sent, including COMMIT.
     */
    @Test
    void doesNotStopTheServer() throws Exception {
        CompletionStage<TxResult> running =
                victim.async().run(Session.inTransaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(1)"));
        await().until(() -> session.text(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + process)
                .equals("1"));
        victim.async().abort();

        assertGivenUp(soon(running));
        await().until(() -> session.text("SELECT count(*) FROM pg_stat_activity WHERE pid = " + process)
                .equals("0"));
        assertThat(session.count("t")).isEqualTo(1);
    }

    @Test
    void endsAConnectionBeforeAnythingIsRun() {
        victim.async().abort();

        assertGivenUp(victim.transactionFailure("INSERT INTO t VALUES (1)"));
        assertThat(proxy.queries()).noneMatch(sql -> sql.contains("INSERT"));
        await().until(() -> session.text("SELECT count(*) FROM pg_stat_activity WHERE pid = " + process)
                .equals("0"));
    }

    @Test
    void endsAConnectionOnce() throws TxFailure {
        victim.async().abort();
        victim.async().abort();
        victim.close();
        victim.close();
    }

    @Test
    void harmsNobodyAfterTheEnd() throws TxFailure {
        victim.close();
        try (Session next = Session.open(VertxTxRunner.over(pool))) {
            assertThat(next.text("SELECT pg_backend_pid()")).isEqualTo(process);
            victim.async().abort();
            assertThat(next.text("SELECT pg_backend_pid()")).isEqualTo(process);
            next.async().abort();
        }
    }

    private static TxFailure soon(CompletionStage<TxResult> running) throws InterruptedException, TimeoutException {
        try {
            running.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TxFailure failure) {
                return failure;
            }
            throw new AssertionError(failed.getCause());
        }
        throw new AssertionError("no failure");
    }

    private static void assertGivenUp(TxFailure failure) {
        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }
}
