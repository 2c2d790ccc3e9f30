package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.Scripts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sessions aborted from another thread. {@link #session} observes, {@link #victim} goes through a proxy and has the
 * only connection of a pool.
 */
class AbortTest extends SessionTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private WireProxy proxy;
    private HikariDataSource pool;
    private TxSession victim;
    private String process;

    @BeforeEach
    void openVictim() throws TxFailure {
        session.run(autocommit("CREATE TABLE t (id INT)"));
        proxy = WireProxy.before(database);
        HikariConfig config = new HikariConfig();
        config.setDataSource(proxy.through(database).dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(10_000);
        pool = new HikariDataSource(config);
        victim = JdbcTxRunner.over(pool).open();
        process = Scripts.text(victim, "SELECT pg_backend_pid()");
    }

    /** Whatever happened to the connection, the pool of one returns another one. */
    @AfterEach
    void nextOneIsWhole() throws TxFailure {
        victim.close();
        try (TxSession next = JdbcTxRunner.over(pool).open()) {
            assertThat(Scripts.text(next, "SELECT pg_backend_pid()")).isNotEqualTo(process);
        }
        pool.close();
        proxy.close();
    }

    @Test
    void endsTheWaitForAnAnswerThatIsHeldBack() throws Exception {
        Fault silence = proxy.hold(Frame.answer("COMMIT"));
        CompletableFuture<TxFailure> running = failing(transaction("INSERT INTO t VALUES (1)"));
        await().until(silence::happened);
        victim.abort();

        assertGivenUp(running.get(SOON.toSeconds(), TimeUnit.SECONDS));
        assertThat(Scripts.count(session, "t")).isEqualTo(1);
    }

    @Test
    void endsAMessageThatTheNetworkDoesNotTake() throws Exception {
        // More than all buffers on the way can hold.
        String rows = "1\n".repeat(16 * 1024 * 1024);
        Fault silence = proxy.hold(frame -> frame.isFrom(Frame.Sender.CLIENT, 'd'));
        CompletableFuture<TxFailure> running =
                failing(new TxScript(Mode.TRANSACTION, List.of(new TxStatement("COPY t FROM STDIN", rows))));
        await().until(silence::happened);
        victim.abort();

        assertGivenUp(running.get(SOON.toSeconds(), TimeUnit.SECONDS));
    }

    /**
     * The server notices it only when it answers: by then it has executed everything that was sent, including COMMIT.
     */
    @Test
    void doesNotStopTheServer() throws Exception {
        CompletableFuture<TxFailure> running = failing(transaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(1)"));
        await().until(() -> Scripts.text(
                        session,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + process)
                .equals("1"));
        victim.abort();

        assertGivenUp(running.get(SOON.toSeconds(), TimeUnit.SECONDS));
        await().until(() -> Scripts.text(session, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + process)
                .equals("0"));
        assertThat(Scripts.count(session, "t")).isEqualTo(1);
    }

    @Test
    void endsAConnectionBeforeAnythingIsRun() {
        victim.abort();

        assertGivenUp(Scripts.failure(victim, transaction("INSERT INTO t VALUES (1)")));
        assertThat(proxy.queries()).noneMatch(sql -> sql.contains("INSERT"));
    }

    @Test
    void endsAConnectionOnce() {
        victim.abort();
        victim.abort();
        victim.close();
        victim.close();
    }

    @Test
    void endsARollbackThatIsWaitedFor() throws Exception {
        Fault silence = proxy.hold(Frame.sql("ROLLBACK"));
        CompletableFuture<TxFailure> running = failing(transaction("INSERT INTO t VALUES (1)", "SELECT 1 / 0"));
        await().until(silence::happened);
        victim.abort();
        TxFailure failure = running.get(SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(failure.is("22012")).as("what the server said before").isTrue();
        assertThat(failure.sessionLost()).isTrue();
    }

    @Test
    void harmsNobodyAfterTheEnd() throws TxFailure {
        victim.close();
        try (TxSession next = JdbcTxRunner.over(pool).open()) {
            assertThat(Scripts.text(next, "SELECT pg_backend_pid()")).isEqualTo(process);
            victim.abort();
            assertThat(Scripts.text(next, "SELECT pg_backend_pid()")).isEqualTo(process);
            next.abort();
        }
    }

    private CompletableFuture<TxFailure> failing(TxScript script) {
        return CompletableFuture.supplyAsync(() -> Scripts.failure(victim, script));
    }

    private static void assertGivenUp(TxFailure failure) {
        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }
}
