package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.count;
import static dev.manticore.migrations.support.adapter.Scripts.text;
import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.Scripts;
import dev.manticore.migrations.support.adapter.TransactionTests;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Tests how a transaction is sent, which facts its errors report, and that a failed one leaves nothing behind. */
class TransactionTest extends SessionTest implements TransactionTests {

    @Test
    void opensAndClosesWithoutARoundTrip() throws Exception {
        try (WireProxy proxy = WireProxy.before(database)) {
            DataSource dataSource = proxy.through(database).dataSource();
            dataSource.getConnection().close();
            int ofTheDriver = proxy.roundTrips();
            proxy.reset();

            try (TxSession session = JdbcTxRunner.over(dataSource).open()) {
                assertThat(session.database().isCockroach()).isFalse();
            }
            assertThat(proxy.roundTrips()).isEqualTo(ofTheDriver);
        }
    }

    @Test
    void doesNotTakeARollbackForACommit() throws TxFailure {
        try (WireProxy proxy = WireProxy.before(database);
                TxSession session =
                        JdbcTxRunner.over(proxy.through(database).dataSource()).open()) {
            Fault fault = proxy.replace(Frame.answer("COMMIT"), Frame.complete("ROLLBACK"));

            TxFailure failure = Scripts.failure(session, transaction("SELECT 1"));

            assertThat(fault.happened()).isTrue();
            assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
            assertThat(failure).hasMessageContaining("ROLLBACK");
        }
    }

    @Test
    void sendsTheTextAsItIs() throws TxFailure {
        session.run(transaction(
                "CREATE TABLE t (a TEXT)",
                "INSERT INTO t VALUES ('{d ''2020-01-01''}'), ('?'), ('??'), ('$1'), ('{fn now()}'), ('a\\b')",
                "INSERT INTO t SELECT 'json' WHERE '{\"a\":1}'::jsonb ? 'a' AND '{\"b\":1}'::jsonb ?| '{b}'",
                "INSERT INTO t VALUES ($body$it's; {ts '2020'} ?$body$)"));

        assertThat(text(session, "SELECT string_agg(a, '|' ORDER BY ctid) FROM t"))
                .isEqualTo("{d '2020-01-01'}|?|??|$1|{fn now()}|a\\b|json|it's; {ts '2020'} ?");
    }

    @Test
    void leavesEscapesOfJdbcForTheServerToRefuse() {
        assertThat(failure("SELECT {d '2020-01-01'}").is("42601")).isTrue();
        assertThat(failure("SELECT ?").is("42601")).isTrue();
    }

    @Test
    void takesFunctionsWithBodies() throws TxFailure {
        session.run(transaction(
                "CREATE TABLE t (id INT)",
                "CREATE FUNCTION f() RETURNS INT LANGUAGE SQL BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT 2; END",
                "CREATE FUNCTION g() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RETURN 3; END; $$",
                "SELECT f()"));

        assertThat(text(session, "SELECT f() + g()")).isEqualTo("5");
        assertThat(count(session, "t")).isEqualTo(2);
    }

    @Test
    void isNotMisledByWhatTheDriverDoesNotSupport() throws TxFailure {
        session.run(transaction(
                "CREATE TABLE t (id INT)",
                "INSERT INTO t VALUES (1)",
                "COPY t TO STDOUT",
                "SELECT 1",
                "DELETE FROM t"));

        assertThat(count(session, "t")).isZero();
    }

    private TxFailure failure(String... statements) {
        return Scripts.failure(session, transaction(statements));
    }
}
