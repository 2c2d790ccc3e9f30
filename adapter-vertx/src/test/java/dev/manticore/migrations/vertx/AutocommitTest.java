package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.support.WireProxy;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Shows how statements outside a transaction are executed: values, errors, and the session afterwards. */
class AutocommitTest extends SessionTest {

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
    void readsTenThousandRows() throws TxFailure {
        Rows rows = session.autocommit("SELECT n, repeat('x', 100) AS text FROM generate_series(1, 10000) AS n")
                .rows()
                .get(0);

        assertThat(rows.values()).hasSize(10_000);
        assertThat(rows.stream().mapToLong(row -> row.number("n")).sum()).isEqualTo(50_005_000);
    }

    @Test
    void carriesOutWhatRefusesATransaction() throws TxFailure {
        session.autocommit("CREATE TABLE t (id INT)");
        session.autocommit("CREATE INDEX CONCURRENTLY i ON t (id)");
        session.autocommit("VACUUM t");
        session.autocommit("-- first\nREINDEX INDEX CONCURRENTLY i");

        assertThat(session.text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void makesOneTransactionOfSeveralStatements() throws TxFailure {
        TxFailure failure = session.autocommitFailure("CREATE TABLE t (id INT)", "SELECT 1", "SELECT 1 / 0");

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(session.text("SELECT to_regclass('t')")).isNull();
    }

    @Test
    void saysWhichStatementAndWhere() {
        TxFailure failure = session.autocommitFailure("SELECT '😀' FROM nowhere");

        assertThat(failure.is("42P01")).isTrue();
        assertThat(failure.statement()).isZero();
        assertThat(failure.position()).isEqualTo(17);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void answersAStatementThatSaysNothing() throws TxFailure {
        assertThat(session.autocommit("-- nothing").rows()).containsExactly(Rows.NONE);
        assertThat(session.autocommit("-- nothing", "/* at */ ;", "SELECT 1")
                        .rows()
                        .get(2)
                        .values())
                .hasSize(1);
        assertThat(session.text("SELECT 2")).isEqualTo("2");
    }

    @Test
    void leavesNoTransactionOpen() throws TxFailure {
        for (String begin : new String[] {"BEGIN", "/* now */ start transaction", "BEGIN; COMMIT AND CHAIN"}) {
            TxFailure failure = session.autocommitFailure(begin.split("; "));

            assertThat(failure.phase()).as(begin).isEqualTo(Phase.COMMIT);
            assertThat(failure).hasMessage("The script left a transaction open; it was rolled back");
            assertThat(failure.sessionLost()).isFalse();
        }
        session.autocommitFailure("BEGIN", "CREATE TABLE t (id INT)");
        assertThat(session.text("SELECT to_regclass('t')")).isNull();
        assertThat(session.autocommitFailure("BEGIN", "SELECT 1 / 0").is("22012"))
                .isTrue();
        assertThat(session.text("SELECT 1")).isEqualTo("1");
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
    void losesTheSessionRatherThanItsTrack() {
        TxFailure failure = session.autocommitFailure("SELECT 1; SELECT 2");

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
