package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.spi.TxFailure;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** With a pool of one connection, the next user gets what a session leaves behind. */
class PoolTest extends SessionTest {

    @Test
    void leavesTheConnectionAsItWas() throws TxFailure {
        Pool pool = pool(database, 1);
        List<String> before = state(pool);

        try (Session used = Session.open(VertxTxRunner.over(pool))) {
            useInEveryWay(used);
        }

        assertThat(state(pool)).isEqualTo(before).contains("idle in no transaction");
    }

    private static void useInEveryWay(Session session) throws TxFailure {
        session.transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)");
        session.autocommit("SELECT * FROM t");
        session.autocommit("VACUUM t");
        session.transactionFailure("INSERT INTO t VALUES (4)", "SELECT 1 / 0");
        session.transactionFailure(
                "SET LOCAL TimeZone = 'Asia/Tokyo'", "CREATE TEMPORARY TABLE mine (id INT)", "SELEC");
        session.autocommitFailure("SELECT 1 / 0");
        session.autocommitFailure("BEGIN", "SELECT 1 / 0");
        session.autocommitFailure("BEGIN", "CREATE TEMPORARY TABLE mine (id INT)");
        session.transaction("SET LOCAL TimeZone = 'Asia/Tokyo'", "CREATE TEMPORARY TABLE mine (id INT) ON COMMIT DROP");
    }

    /**
     * The process, all settings and temporary tables, and whether now() advances, which it does not in a transaction.
     */
    private static List<String> state(Pool pool) {
        return Waiting.on(pool.withConnection(connection -> connection
                .query(
                        "SELECT pg_backend_pid()::text UNION ALL SELECT md5(string_agg(name || setting, ',' ORDER BY name))"
                                + " FROM pg_settings UNION ALL SELECT count(*)::text FROM pg_class"
                                + " WHERE relnamespace = pg_my_temp_schema()")
                .execute()
                .compose(settings -> connection
                        .query("SELECT CASE WHEN now() = statement_timestamp() THEN 'idle in no transaction' END")
                        .execute()
                        .map(idle -> Stream.of(settings, idle)
                                .flatMap(rows -> StreamSupport.stream(rows.spliterator(), false))
                                .map((Row row) -> String.valueOf(row.getString(0)))
                                .toList()))));
    }

    @Test
    void leavesPreparedStatementsUsable() throws TxFailure {
        Pool pool = pool(database, 1);
        assertThat(square(pool, 3)).isEqualTo(9);
        try (Session used = Session.open(VertxTxRunner.over(pool))) {
            useInEveryWay(used);
        }
        assertThat(square(pool, 4)).isEqualTo(16);
    }

    private static int square(Pool pool, int number) {
        return Waiting.on(pool.preparedQuery("SELECT $1::int * $1::int").execute(Tuple.of(number)))
                .iterator()
                .next()
                .getInteger(0);
    }

    @Test
    void leavesItsHandlersBehindOnNoConnection() throws TxFailure {
        Pool pool = pool(database, 1);
        try (Session used = Session.open(VertxTxRunner.over(pool))) {
            used.text("SELECT 1");
        }

        List<String> heard = new CopyOnWriteArrayList<>();
        Waiting.on(pool.getConnection()
                .map(PgConnection::cast)
                .compose(connection -> connection
                        .noticeHandler(notice -> heard.add(notice.getMessage()))
                        .query("DO $$ BEGIN RAISE NOTICE 'mine'; END $$")
                        .execute()
                        .eventually(connection::close)));
        assertThat(heard).containsExactly("mine");
    }

    @Test
    void replacesAConnectionThatWasLost() throws TxFailure {
        VertxTxRunner runner = runner(database);
        try (Session lost = Session.open(runner)) {
            assertThat(lost.autocommitFailure("SELECT pg_terminate_backend(pg_backend_pid())")
                            .sessionLost())
                    .isTrue();
        }
        try (Session next = Session.open(runner)) {
            assertThat(next.text("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void closesTwiceAndServesNobodyAfterwards() throws TxFailure {
        VertxTxRunner runner = runner(database);
        Session closed = Session.open(runner);
        closed.close();
        try (Session next = Session.open(runner)) {
            closed.close();
            assertThat(catchThrowable(() -> closed.autocommit("SELECT 1"))).isInstanceOf(IllegalStateException.class);
            assertThat(next.text("SELECT 1")).isEqualTo("1");
        }
    }
}
