package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.AutocommitTests;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Shows how statements outside a transaction are executed: values, errors, and the session afterwards. */
class AutocommitTest extends SessionTest implements AutocommitTests {

    @Test
    void readsEveryValueAsText() throws TxFailure {
        TxResult result = session.autocommit(
                "SELECT 1 AS one, NULL AS nothing, true AS yes, 1 = 2 AS no, 'é😀' AS text, ''::text AS empty,"
                        + " 9007199254740993 AS big, 1.50 AS money",
                "CREATE TABLE t (id INT)",
                "INSERT INTO t VALUES (1), (2) RETURNING id",
                "UPDATE t SET id = id",
                "SELECT id FROM t WHERE false",
                "DELETE FROM t");

        Rows rows = result.rows().get(0);
        assertThat(rows.columns()).containsExactly("one", "nothing", "yes", "no", "text", "empty", "big", "money");
        assertThat(rows.values().get(0)).containsExactly("1", null, "t", "f", "é😀", "", "9007199254740993", "1.50");
        assertThat(result.rows().get(1)).isEqualTo(Rows.NONE);
        assertThat(result.rows().get(2).values())
                .extracting(values -> values.get(0))
                .containsExactly("1", "2");
        assertThat(result.rows().get(3)).isEqualTo(Rows.NONE);
        assertThat(result.rows().get(4).columns()).containsExactly("id");
        assertThat(result.rows().get(4).values()).isEmpty();
        assertThat(result.rows().get(5)).isEqualTo(Rows.NONE);
    }

    @Test
    void readsMomentsToTheMicrosecond() throws TxFailure {
        Row row = session.autocommit(
                        "SET TimeZone = 'Asia/Kolkata'",
                        "SELECT TIMESTAMPTZ '2020-01-02 03:04:05.678901+00' AS exact, TIMESTAMPTZ '2020-01-02 00:00+00' AS"
                                + " round, TIMESTAMPTZ 'infinity' AS latest, TIMESTAMPTZ '-infinity' AS earliest")
                .rows()
                .get(1)
                .first();
        session.autocommit("RESET TimeZone");

        assertThat(row.instant("exact")).isEqualTo("2020-01-02T03:04:05.678901Z");
        assertThat(row.instant("round")).isEqualTo("2020-01-02T00:00:00Z");
        assertThat(row.instant("latest")).isAfter(Instant.parse("+200000-01-01T00:00:00Z"));
        assertThat(row.instant("earliest")).isBefore(Instant.parse("-4000-01-01T00:00:00Z"));
    }

    @Test
    void tellsWhetherATransactionIsOpenWithoutTheServersWarnings() throws TxFailure {
        Pool pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(database.uri())
                .withConnectHandler(connection -> connection
                        .query("SET client_min_messages = error")
                        .execute()
                        .eventually(connection::close))
                .build();
        Session silent = Session.open(VertxTxRunner.over(pool));

        assertThat(silent.text("SELECT 'begin'")).isEqualTo("begin");
        silent.autocommit("BEGIN", "CREATE TABLE t (id INT)", "COMMIT");
        assertThat(silent.autocommitFailure("BEGIN", "DROP TABLE t")).hasMessageContaining("left a transaction open");
        assertThat(silent.autocommitFailure("BEGIN", "SELECT 1 / 0").sessionLost())
                .isFalse();
        assertThat(silent.text("SELECT to_regclass('t')")).isEqualTo("t");
        assertThat(silent.text("SHOW client_min_messages")).isEqualTo("error");
    }

    @Test
    void asksForNoTransactionWhereNoneCanBe() throws TxFailure {
        try (WireProxy proxy = WireProxy.before(database)) {
            Session counted = Session.open(runner(proxy.through(database)));
            proxy.reset();
            counted.autocommit("SELECT 1");
            counted.autocommitFailure("SELECT 1 / 0");
            assertThat(proxy.queries()).containsExactly("SELECT 1", "SELECT 1 / 0");

            assertThat(counted.text("SELECT 'begin'")).isEqualTo("begin");
            assertThat(proxy.queries()).last().asString().endsWith("ROLLBACK");
        }
    }

    @Test
    void losesTheSessionRatherThanHangOverACopyWithoutRows() throws TxFailure {
        session.autocommit("CREATE TABLE t (id INT)");

        TxFailure failure = session.autocommitFailure("COPY t FROM STDIN");

        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }

    @Test
    void losesTheSessionOverAValueThatTheClientCannotRead() {
        TxFailure failure = session.autocommitFailure("SELECT DATE '0044-03-15 BC'");

        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }
}
