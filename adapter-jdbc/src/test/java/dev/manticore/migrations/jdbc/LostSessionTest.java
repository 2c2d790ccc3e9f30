package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.LostSessionTests.assertUnanswered;
import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.Frame.Sender;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.LostSessionTests;
import dev.manticore.migrations.support.adapter.Scripts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that end at a bad moment. {@link #session} observes, {@link #victim} goes through a proxy. */
class LostSessionTest extends SessionTest implements LostSessionTests {
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

    @Override
    public WireProxy proxy() {
        return proxy;
    }

    @Override
    public TxSession victim() {
        return victim;
    }

    @Test
    void doesNotKnowWhetherItCommittedWhenTheAnswerToCommitIsLost() throws TxFailure {
        TxFailure failure = failureWith(proxy.cutBefore(Frame.answer("COMMIT")));

        assertUnanswered(failure);
        assertThat(failure.is("08006")).isTrue();
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(Scripts.count(session, "t")).isEqualTo(1);
    }

    @Test
    void losesTheSessionWhenTheServerEndsIt() throws Exception {
        String pid = Scripts.text(victim, "SELECT pg_backend_pid()");
        CompletableFuture<TxFailure> running = CompletableFuture.supplyAsync(
                () -> Scripts.failure(victim, transaction("INSERT INTO t VALUES (1)", "SELECT pg_sleep(60)")));
        Awaitility.await()
                .until(() -> Scripts.text(
                                session,
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid)
                        .equals("1"));
        Scripts.text(session, "SELECT pg_terminate_backend(" + pid + ")");
        TxFailure failure = running.get();

        assertUnanswered(failure);
        assertThat(failure.is("57P01")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(Scripts.count(session, "t")).isZero();
    }

    @Test
    void losesTheSessionInTheMiddleOfCopyData() throws TxFailure {
        Predicate<Frame> rows = frame -> frame.isFrom(Sender.CLIENT, 'd');
        Fault fault = proxy.cutBefore(rows);
        TxScript script = new TxScript(Mode.TRANSACTION, List.of(new TxStatement("COPY t FROM STDIN", "1\n")));

        assertUnanswered(Scripts.failure(victim, script));
        assertThat(fault.happened()).isTrue();
        assertThat(Scripts.count(session, "t")).isZero();
    }

    @Test
    void losesTheSessionWhenTheSocketsTimeIsUp() throws TxFailure {
        DataSource impatient = Stubs.dataSource(database.jdbcUrl() + "&socketTimeout=1");
        try (TxSession hurried = JdbcTxRunner.over(impatient).open()) {
            TxFailure failure = Scripts.failure(hurried, autocommit("SELECT pg_sleep(5)"));

            assertUnanswered(failure);
            assertThat(failure).hasMessageContaining("Read timed out");
        }
    }

    @Test
    void keepsTheThreadsInterrupt() throws TxFailure {
        Thread.currentThread().interrupt();
        try {
            victim.run(transaction("INSERT INTO t VALUES (1)"));

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(Scripts.count(session, "t")).isEqualTo(1);
    }

    @Test
    void losesTheSessionWhenTheScriptChangesTheEncoding() throws TxFailure {
        TxFailure failure =
                Scripts.failure(victim, transaction("INSERT INTO t VALUES (1)", "SET client_encoding = 'LATIN1'"));

        assertUnanswered(failure);
        assertThat(failure).hasMessageContaining("client_encoding");
    }
}
