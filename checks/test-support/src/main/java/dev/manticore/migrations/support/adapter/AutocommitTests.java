package dev.manticore.migrations.support.adapter;

import static dev.manticore.migrations.support.adapter.Scripts.autocommit;
import static dev.manticore.migrations.support.adapter.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import org.junit.jupiter.api.Test;

/** Shows how statements outside a transaction are executed: values, errors, and the session afterwards. */
public interface AutocommitTests extends AdapterSubject {

    @Test
    default void readsTenThousandRows() throws TxFailure {
        Rows rows = session()
                .run(autocommit("SELECT n, repeat('x', 100) AS text FROM generate_series(1, 10000) AS n"))
                .rows()
                .get(0);

        assertThat(rows.values()).hasSize(10_000);
        assertThat(rows.stream().mapToLong(row -> row.number("n")).sum()).isEqualTo(50_005_000);
    }

    @Test
    default void carriesOutWhatRefusesATransaction() throws TxFailure {
        session().run(autocommit("CREATE TABLE t (id INT)"));
        session().run(autocommit("CREATE INDEX CONCURRENTLY i ON t (id)"));
        session().run(autocommit("VACUUM t"));
        session().run(autocommit("-- first\nREINDEX INDEX CONCURRENTLY i"));

        assertThat(text(session(), "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
    }

    @Test
    default void makesOneTransactionOfSeveralStatements() throws TxFailure {
        TxFailure failure = failure("CREATE TABLE t (id INT)", "SELECT 1", "SELECT 1 / 0");

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(text(session(), "SELECT to_regclass('t')")).isNull();
    }

    @Test
    default void saysWhichStatementAndWhere() {
        TxFailure failure = failure("SELECT '😀' FROM nowhere");

        assertThat(failure.is("42P01")).isTrue();
        assertThat(failure.statement()).isZero();
        assertThat(failure.position()).isEqualTo(17);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    default void answersAStatementThatSaysNothing() throws TxFailure {
        assertThat(session().run(autocommit("-- nothing")).rows()).containsExactly(Rows.NONE);
        assertThat(session()
                        .run(autocommit("-- nothing", "/* at */ ;", "SELECT 1"))
                        .rows()
                        .get(2)
                        .values())
                .hasSize(1);
        assertThat(text(session(), "SELECT 2")).isEqualTo("2");
    }

    @Test
    default void leavesNoTransactionOpen() throws TxFailure {
        for (String begin : new String[] {"BEGIN", "/* now */ start transaction", "BEGIN; COMMIT AND CHAIN"}) {
            TxFailure failure = failure(begin.split("; "));

            assertThat(failure.phase()).as(begin).isEqualTo(Phase.COMMIT);
            assertThat(failure).hasMessage("The script left a transaction open; it was rolled back");
            assertThat(failure.sessionLost()).isFalse();
        }
        failure("BEGIN", "CREATE TABLE t (id INT)");
        assertThat(text(session(), "SELECT to_regclass('t')")).isNull();
        assertThat(failure("BEGIN", "SELECT 1 / 0").is("22012")).isTrue();
        assertThat(text(session(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    default void losesTheSessionRatherThanItsTrack() throws TxFailure {
        TxFailure failure = failure("SELECT 1; SELECT 2");

        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost()).isTrue();
    }

    private TxFailure failure(String... statements) {
        return Scripts.failure(session(), autocommit(statements));
    }
}
