package dev.manticore.migrations.vertx;

import static dev.manticore.migrations.support.adapter.LostSessionTests.assertUnanswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.LostSessionTests;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end at a bad moment. {@link #session} observes, {@link #victim} goes through a proxy. */
class LostSessionTest extends SessionTest implements LostSessionTests {
    private WireProxy proxy;
    private Pool pool;
    private Session victim;

    @BeforeEach
    void openVictim() throws TxFailure {
        session.autocommit("CREATE TABLE t (id INT)");
        proxy = WireProxy.before(database);
        pool = pool(proxy.through(database), 1);
        victim = Session.open(VertxTxRunner.over(pool));
    }

    /** Whatever happened to the connection, the pool of one returns another one. */
    @AfterEach
    void nextOneIsWhole() throws TxFailure {
        victim.close();
        try (Session next = Session.open(VertxTxRunner.over(pool))) {
            assertThat(next.text("SELECT 1")).isEqualTo("1");
        }
        proxy.close();
    }

    @Override
    public WireProxy proxy() {
        return proxy;
    }

    @Override
    public TxSession victim() {
        return victim.awaited();
    }

    @Test
    void doesNotKnowWhetherItCommittedWhenTheAnswerToCommitIsLost() throws TxFailure {
        TxFailure failure = failureWith(proxy.cutBefore(Frame.answer("COMMIT")));

        assertUnanswered(failure);
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(session.count("t")).isEqualTo(1);
    }

    @Test
    void losesTheSessionWhenTheServerEndsIt() throws Exception {
        String pid = victim.text("SELECT pg_backend_pid()");
        CompletionStage<TxResult> running =
                victim.async().run(Session.inTransaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(60)"));
        AtomicInteger completions = new AtomicInteger();
        CompletableFuture<?> over = running.whenComplete((result, failure) -> completions.incrementAndGet())
                .toCompletableFuture();
        await().until(() -> session.text(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid)
                .equals("1"));
        session.text("SELECT pg_terminate_backend(" + pid + ")");
        await().until(over::isDone);
        TxFailure failure = catchThrowableOfType(TxFailure.class, () -> Waiting.on(running));

        assertUnanswered(failure);
        assertThat(failure.is("57P01")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(session.count("t")).isZero();
        assertThat(completions).hasValue(1);
    }

    /** Like a pooler whose server is gone. */
    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "INSERT 0 1", "COMMIT"})
    void losesTheSessionThatIsSaidToEndAndDoesNot(String at) {
        TxFailure failure = failureWith(proxy.breakOff(Frame.answer(at), "57P01"));

        assertUnanswered(failure);
        assertThat(failure.is("57P01")).isTrue();
    }

    @Test
    void endsAConnectionWhoseTransactionCannotBeEnded() throws TxFailure {
        String pid = victim.text("SELECT pg_backend_pid()");
        proxy.refuse(Frame.answer("ROLLBACK"), "57014");
        TxFailure failure = victim.transactionFailure("SELECT 1 / 0");
        victim.close();

        assertThat(failure.sessionLost()).isTrue();
        awaitTheEndOf(pid);
    }

    @Test
    void handsNoDeadConnectionToWhoeverWaitsForOne() throws TxFailure {
        assertUnanswered(victim.autocommitFailure("SELECT 1; SELECT 2"));
        Future<SqlConnection> waiting = pool.getConnection();
        victim.close();

        SqlConnection next = Waiting.on(waiting);
        Waiting.on(next.query("SELECT 1").execute());
        Waiting.on(next.close());
    }

    @Test
    void endsAConnectionThatIsClosedWhileItWorks() throws TxFailure {
        String pid = victim.text("SELECT pg_backend_pid()");
        CompletionStage<TxResult> running =
                victim.async().run(Session.inTransaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(1)"));
        victim.close();

        assertThat(running).isNotNull();
        awaitTheEndOf(pid);
    }

    @Test
    void endsAConnectionOfWhichItLostTrack() throws TxFailure {
        String pid = victim.text("SELECT pg_backend_pid()");
        assertUnanswered(victim.autocommitFailure("BEGIN; INSERT INTO t VALUES (1)"));
        victim.close();

        awaitTheEndOf(pid);
        assertThat(session.count("t")).isZero();
    }

    private void awaitTheEndOf(String pid) {
        await().until(() -> session.text("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid)
                .equals("0"));
    }
}
