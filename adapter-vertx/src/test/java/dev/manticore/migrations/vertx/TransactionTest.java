package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.adapter.TransactionTests;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests how a transaction is sent, which facts its errors report, and that a failed one leaves nothing behind. */
class TransactionTest extends SessionTest implements TransactionTests {

    /** COMMIT is never reached in a failed transaction, where the server would answer ROLLBACK. */
    @Test
    void refusesToBeginInATransactionThatHasFailed() throws TxFailure {
        Pool pool = pool(database, 1);
        Waiting.on(pool.withConnection(
                connection -> connection.query("BEGIN; SELECT 1 / 0").execute().otherwiseEmpty()));
        Session left = Session.open(VertxTxRunner.over(pool));
        TxFailure failure = left.transactionFailure("SELECT 1");

        assertThat(failure.is("25P02")).isTrue();
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(left.text("SELECT 1")).isEqualTo("1");
    }

    @Test
    void sendsTheTextAsItIs() throws TxFailure {
        session.transaction(
                "CREATE TABLE t (a TEXT)",
                "INSERT INTO t VALUES ('?'), ('$1'), ('a\\b'), ('Überaffengeil 😀 日本')",
                "INSERT INTO t VALUES ($body$it's; ?$body$)");

        assertThat(session.text("SELECT string_agg(a, '|' ORDER BY ctid) FROM t"))
                .isEqualTo("?|$1|a\\b|Überaffengeil 😀 日本|it's; ?");
    }

    @Test
    void cannotSendTheRowsOfACopyAndSaysSo() throws TxFailure {
        session.transaction("CREATE TABLE t (id INT)");
        TxFailure failure = session.failure(new TxScript(
                Mode.TRANSACTION,
                List.of(TxStatement.of("INSERT INTO t VALUES (1)"), new TxStatement("COPY t FROM STDIN", "2\n"))));

        assertThat(runner(database).sendsCopyData()).isFalse();
        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("COPY");
        assertThat(session.count("t")).isZero();
    }
}
