package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.adapter.AutocommitTests;
import dev.manticore.migrations.support.adapter.Scripts;
import org.junit.jupiter.api.Test;

/** Shows how statements outside a transaction are executed: values, errors, and the session afterwards. */
class AutocommitTest extends SessionTest implements AutocommitTests {

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
