package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.jdbc.Scripts.count;
import static dev.manticore.migrations.jdbc.Scripts.text;
import static dev.manticore.migrations.jdbc.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Shows how a transaction is sent, what its errors report, and what a failure leaves behind. */
class TransactionTest extends SessionTest {

    @Test
    void takesOneRoundTrip() throws TxFailure {
        try (WireProxy proxy = WireProxy.before(database);
                TxSession session =
                        JdbcTxRunner.over(proxy.through(database).dataSource()).open()) {
            proxy.reset();
            session.run(transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT * FROM t"));

            assertThat(proxy.roundTrips()).isEqualTo(1);
            assertThat(proxy.queries())
                    .containsExactly(
                            "BEGIN ISOLATION LEVEL READ COMMITTED;\nCREATE TABLE t (id INT)\n;\nINSERT INTO t VALUES (1)\n;\n"
                                    + "SELECT * FROM t\n;\nCOMMIT");
        }
    }

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
    void commits() throws TxFailure {
        session.run(transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1), (2)"));

        try (TxSession other = JdbcTxRunner.over(database.dataSource()).open()) {
            assertThat(count(other, "t")).isEqualTo(2);
        }
    }

    @Test
    void leavesNothingWhenAStatementFails() throws TxFailure {
        TxFailure failure = failure("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT 1 / 0");

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
    }

    @Test
    void canBeUsedAgainAfterAFailure() throws TxFailure {
        failure("SELECT 1 / 0");
        session.run(transaction("CREATE TABLE t (id INT)"));
        failure("INSERT INTO t VALUES ('x')");
        session.run(transaction("INSERT INTO t VALUES (1)"));

        assertThat(count(session, "t")).isEqualTo(1);
    }

    @Test
    void namesTheStatementOfAnErrorWithoutAPosition() {
        TxFailure failure =
                failure("CREATE TABLE t (id INT UNIQUE)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)");

        assertThat(failure.is("23505")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.position()).isZero();
        assertThat(failure.detail()).isEqualTo("Key (id)=(1) already exists.");
    }

    @Test
    void countsPositionsInCharactersFromTheStatementsStart() {
        TxFailure failure = failure("SELECT '😀😀 is not é'", "SELECT '😀', nothing FROM pg_class");

        assertThat(failure.is("42703")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure.position()).isEqualTo("SELECT 'x', ".length() + 1);
    }

    @Test
    void findsTheStatementOfASyntaxErrorThoughNothingWasCarriedOut() {
        TxFailure failure = failure("SELECT 1", "SELECT 2", "SELEC 3", "SELECT 4");

        assertThat(failure.is("42601")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.position()).isEqualTo(1);
    }

    @Test
    void saysWhatTheServerSaidAndNoMore() {
        TxFailure failure = failure("SELECT foo(1)");

        assertThat(failure).hasMessage("function foo(integer) does not exist");
        assertThat(failure.hint()).isNotBlank();
        assertThat(failure.position()).isEqualTo(8);
    }

    @Test
    void addsTheLineOfAFunctionToTheDetail() {
        TxFailure failure = failure("DO $$ BEGIN\nPERFORM 1;\nRAISE 'no' USING DETAIL = 'why'; END $$");

        assertThat(failure).hasMessage("no");
        assertThat(failure.detail()).startsWith("why\nPL/pgSQL function").contains("line 3");
    }

    @Test
    void tellsWhenItIsTheCommitThatFails() throws TxFailure {
        TxFailure failure = failure(
                "CREATE TABLE p (id INT PRIMARY KEY)",
                "CREATE TABLE c (id INT REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO c VALUES (1)");

        assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
        assertThat(failure.is("23503")).isTrue();
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session, "SELECT to_regclass('p')")).isNull();
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
    void readsPastQueriesAndDropsTheirRows() throws TxFailure {
        TxResult result = session.run(transaction(
                "CREATE TABLE t (id INT)",
                "SELECT generate_series(1, 1000) AS n",
                "INSERT INTO t SELECT generate_series(1, 10) RETURNING id",
                "SELECT FROM t"));

        assertThat(result.rows())
                .hasSize(4)
                .allSatisfy(rows -> assertThat(rows.values()).isEmpty());
        assertThat(result.rows().get(0)).isEqualTo(Rows.NONE);
        assertThat(count(session, "t")).isEqualTo(10);
    }

    @Test
    void readsPastNoticesAndSettings() throws TxFailure {
        TxFailure failure = failure(
                "CREATE TABLE IF NOT EXISTS t (id INT)",
                "CREATE TABLE IF NOT EXISTS t (id INT)",
                "DO $$ BEGIN RAISE WARNING 'w'; RAISE NOTICE 'n'; END $$",
                "SET LOCAL TimeZone = 'Asia/Tokyo'",
                "NOTIFY channel, 'payload'",
                "SELECT 1 / 0");

        assertThat(failure.statement()).isEqualTo(5);
    }

    @Test
    void countsPastStatementsThatSayNothing() throws TxFailure {
        TxFailure failure = failure("-- nothing", "SELECT 1", "/* nothing /* at all */ */", "SELECT 1 / 0");

        assertThat(failure.statement()).isEqualTo(3);
        assertThat(session.run(transaction("-- nothing")).rows()).containsExactly(Rows.NONE);
        assertThat(session.run(transaction("SELECT 1 -- one", "SELECT 2 -- two"))
                        .rows())
                .hasSize(2);
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
    void letsTheServerReadBackslashesAsTheScriptSays() throws TxFailure {
        session.run(transaction(
                "CREATE TABLE t (a TEXT)",
                "SET LOCAL standard_conforming_strings = off",
                "SET LOCAL escape_string_warning = off",
                "INSERT INTO t VALUES ('it\\'s; {d ''?''}')"));
        TxFailure failure = failure(
                "INSERT INTO t VALUES ('more')",
                "SELECT set_config('STANDARD_conforming_strings', 'off', true)",
                "INSERT INTO t VALUES ('it\\'s'), (1 / 0)");

        assertThat(text(session, "SELECT string_agg(a, '') FROM t")).isEqualTo("it's; {d '?'}");
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
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

    @Test
    void carriesOutThousandsOfStatements() throws TxFailure {
        String[] statements = new String[3_000];
        statements[0] = "CREATE TABLE t (id INT)";
        for (int i = 1; i < statements.length; i++) {
            statements[i] = "INSERT INTO t VALUES (" + i + ")";
        }
        session.run(transaction(statements));
        assertThat(count(session, "t")).isEqualTo(2_999);

        statements[0] = "TRUNCATE t";
        statements[2_500] = "INSERT INTO t VALUES (1 / 0)";
        assertThat(failure(statements).statement()).isEqualTo(2_500);
        assertThat(count(session, "t")).isEqualTo(2_999);
    }

    @Test
    void saysWhenTheTransactionRefusesAStatement() {
        TxFailure failure = failure("SELECT 1", "VACUUM");

        assertThat(failure.is("25001")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
    }

    private TxFailure failure(String... statements) {
        return Scripts.failure(session, transaction(statements));
    }
}
