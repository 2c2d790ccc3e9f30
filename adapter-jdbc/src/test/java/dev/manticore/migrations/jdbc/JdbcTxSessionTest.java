package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.jdbc.Scripts.autocommit;
import static dev.manticore.migrations.jdbc.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session does with what the server answers, on a server. */
class JdbcTxSessionTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private TxSession session;

    @BeforeEach
    void open() throws TxFailure {
        session = JdbcTxRunner.over(database.dataSource()).open();
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    @Test
    void knowsTheServer() throws TxFailure {
        assertThat(session.database().product()).isEqualTo(Product.POSTGRESQL);
        assertThat(session.database().version()).matches(PostgresServer.shared().majorVersion() + "\\.\\d+");
    }

    @Test
    void commitsATransaction() throws TxFailure {
        session.run(transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1), (2)"));

        assertThat(count("t")).isEqualTo(2);
    }

    @Test
    void leavesNothingOfATransactionThatFailed() throws TxFailure {
        TxFailure failure = failure("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT 1 / 0");

        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text("SELECT to_regclass('t')")).isNull();
    }

    @Test
    void readsEveryValueAsText() throws TxFailure {
        TxResult result = session.run(autocommit(
                "SELECT 1 AS one, NULL AS nothing, true AS yes, 'é😀' AS text,"
                        + " TIMESTAMPTZ '2020-01-02 03:04:05.678+00' AS moment",
                "SELECT 2 AS two"));

        Rows rows = result.rows().get(0);
        Row row = rows.first();
        assertThat(rows.columns()).containsExactly("one", "nothing", "yes", "text", "moment");
        assertThat(row.number("one")).isEqualTo(1);
        assertThat(row.text("nothing")).isNull();
        assertThat(row.text("yes")).isEqualTo("t");
        assertThat(row.text("text")).isEqualTo("é😀");
        assertThat(row.instant("moment")).isEqualTo("2020-01-02T03:04:05.678Z");
        assertThat(result.rows().get(1).first().number("two")).isEqualTo(2);
    }

    private TxFailure failure(String... statements) {
        return Scripts.failure(session, transaction(statements));
    }

    private long count(String table) throws TxFailure {
        return Long.parseLong(text("SELECT count(*) FROM " + table));
    }

    private String text(String query) throws TxFailure {
        return Scripts.text(session, query);
    }
}
