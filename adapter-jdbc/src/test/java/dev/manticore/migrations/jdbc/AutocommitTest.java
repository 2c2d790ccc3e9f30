package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.jdbc.Scripts.autocommit;
import static dev.manticore.migrations.jdbc.Scripts.count;
import static dev.manticore.migrations.jdbc.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.support.PostgresServer;
import org.junit.jupiter.api.Test;

/** Shows how statements outside a transaction are executed: values, errors, and the session afterwards. */
class AutocommitTest extends SessionTest {

    @Test
    void knowsTheServer() throws TxFailure {
        assertThat(session.database().product()).isEqualTo(Product.POSTGRESQL);
        assertThat(session.database().version()).matches(PostgresServer.shared().majorVersion() + "\\.\\d+");
    }

    @Test
    void readsEveryValueAsText() throws TxFailure {
        TxResult result = session.run(autocommit(
                "SELECT 1 AS one, NULL AS nothing, true AS yes, 'é😀' AS text, ''::text AS empty,"
                        + " TIMESTAMPTZ '2020-01-02 03:04:05.678+00' AS moment, 9007199254740993 AS big",
                "CREATE TABLE t (id INT)",
                "INSERT INTO t VALUES (1), (2) RETURNING id",
                "SELECT id FROM t WHERE false"));

        Rows rows = result.rows().get(0);
        Row row = rows.first();
        assertThat(rows.columns()).containsExactly("one", "nothing", "yes", "text", "empty", "moment", "big");
        assertThat(row.number("one")).isEqualTo(1);
        assertThat(row.text("nothing")).isNull();
        assertThat(row.text("yes")).isEqualTo("t");
        assertThat(row.text("text")).isEqualTo("é😀");
        assertThat(row.text("empty")).isEmpty();
        assertThat(row.instant("moment")).isEqualTo("2020-01-02T03:04:05.678Z");
        assertThat(row.number("big")).isEqualTo(9007199254740993L);
        assertThat(result.rows().get(1)).isEqualTo(Rows.NONE);
        assertThat(result.rows().get(2).values())
                .extracting(values -> values.get(0))
                .containsExactly("1", "2");
        assertThat(result.rows().get(3).columns()).containsExactly("id");
        assertThat(result.rows().get(3).values()).isEmpty();
    }

    @Test
    void readsTenThousandRows() throws TxFailure {
        Rows rows = session.run(autocommit("SELECT n, repeat('x', 100) AS text FROM generate_series(1, 10000) AS n"))
                .rows()
                .get(0);

        assertThat(rows.values()).hasSize(10_000);
        assertThat(rows.stream().mapToLong(row -> row.number("n")).sum()).isEqualTo(50_005_000);
    }

    @Test
    void carriesOutWhatRefusesATransaction() throws TxFailure {
        session.run(autocommit("CREATE TABLE t (id INT)"));
        session.run(autocommit("CREATE INDEX CONCURRENTLY i ON t (id)"));
        session.run(autocommit("VACUUM t"));
        session.run(autocommit("-- first\nREINDEX INDEX CONCURRENTLY i"));

        assertThat(text(session, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void makesOneTransactionOfSeveralStatements() throws TxFailure {
        TxFailure failure = failure("CREATE TABLE t (id INT)", "SELECT 1", "SELECT 1 / 0");

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
    }

    @Test
    void saysWhichStatementAndWhere() {
        TxFailure failure = failure("SELECT '😀' FROM nowhere");

        assertThat(failure.is("42P01")).isTrue();
        assertThat(failure.statement()).isZero();
        assertThat(failure.position()).isEqualTo(17);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void answersAStatementThatSaysNothing() throws TxFailure {
        assertThat(session.run(autocommit("-- nothing")).rows()).containsExactly(Rows.NONE);
        assertThat(session.run(autocommit("-- nothing", "SELECT 1"))
                        .rows()
                        .get(1)
                        .values())
                .hasSize(1);
        assertThat(text(session, "SELECT 2")).isEqualTo("2");
    }

    @Test
    void leavesNoTransactionOpen() throws TxFailure {
        TxFailure failure = failure("BEGIN", "CREATE TABLE t (id INT)");

        assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
        assertThat(failure("BEGIN", "SELECT 1 / 0").is("22012")).isTrue();
        assertThat(text(session, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void refusesCopyWithoutDataAndDoesNotHang() throws TxFailure {
        session.run(autocommit("CREATE TABLE t (id INT)"));

        TxFailure failure = failure("COPY t FROM STDIN");
        TxFailure within = Scripts.failure(session, Scripts.transaction("DROP TABLE t", "COPY t FROM STDIN"));

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.is("57014")).isTrue();
        assertThat(failure).hasMessageContaining("COPY");
        assertThat(failure.sessionLost()).isFalse();
        assertThat(within.statement()).isEqualTo(1);
        assertThat(count(session, "t")).isZero();
    }

    @Test
    void losesTheSessionRatherThanItsTrack() throws TxFailure {
        TxFailure failure = failure("SELECT 1; SELECT 2");

        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }

    @Test
    void commitsWhatItCarriedOut() throws TxFailure {
        session.run(autocommit("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)"));
        session.close();
        open();

        assertThat(count(session, "t")).isEqualTo(1);
    }

    private TxFailure failure(String... statements) {
        return Scripts.failure(session, autocommit(statements));
    }
}
