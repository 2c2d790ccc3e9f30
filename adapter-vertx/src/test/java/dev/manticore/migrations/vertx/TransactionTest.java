package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.WireProxy;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows how a transaction is sent, what its errors report, and what a failure leaves behind. */
class TransactionTest extends SessionTest {

    @Test
    void takesOneRoundTrip() throws TxFailure {
        try (WireProxy proxy = WireProxy.before(database)) {
            Session counted = Session.open(runner(proxy.through(database)));
            proxy.reset();
            counted.transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT * FROM t");

            assertThat(proxy.roundTrips()).isEqualTo(1);
            assertThat(proxy.queries())
                    .containsExactly(
                            "BEGIN ISOLATION LEVEL READ COMMITTED;\nCREATE TABLE t (id INT)\n;\nINSERT INTO t VALUES (1)\n;\n"
                                    + "SELECT * FROM t\n;\nCOMMIT");
        }
    }

    @Test
    void commits() throws TxFailure {
        session.transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1), (2)");

        assertThat(Session.open(runner(database)).count("t")).isEqualTo(2);
    }

    @Test
    void leavesNothingWhenAStatementFails() throws TxFailure {
        TxFailure failure =
                session.transactionFailure("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT 1 / 0");

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.sessionLost()).isFalse();
        assertThat(session.text("SELECT to_regclass('t')")).isNull();
    }

    @Test
    void canBeUsedAgainAfterAFailure() throws TxFailure {
        session.transactionFailure("SELECT 1 / 0");
        session.transaction("CREATE TABLE t (id INT)");
        session.transactionFailure("INSERT INTO t VALUES ('x')");
        session.transaction("INSERT INTO t VALUES (1)");

        assertThat(session.count("t")).isEqualTo(1);
    }

    @Test
    void namesTheStatementOfAnErrorWithoutAPosition() {
        TxFailure failure = session.transactionFailure(
                "CREATE TABLE t (id INT UNIQUE)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)");

        assertThat(failure.is("23505")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.position()).isZero();
        assertThat(failure.detail()).isEqualTo("Key (id)=(1) already exists.");
    }

    @Test
    void countsPositionsInCharactersFromTheStatementsStart() {
        TxFailure failure = session.transactionFailure("SELECT '😀😀 is not é'", "SELECT '😀', nothing FROM pg_class");

        assertThat(failure.is("42703")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure.position()).isEqualTo("SELECT 'x', ".length() + 1);
    }

    @Test
    void findsTheStatementOfASyntaxErrorThoughNothingWasCarriedOut() throws TxFailure {
        TxFailure failure = session.transactionFailure("SELECT 1", "SELECT 2", "SELEC 3", "SELECT 4");

        assertThat(failure.is("42601")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.position()).isEqualTo(1);
        assertThat(session.text("SELECT 1")).isEqualTo("1");
    }

    @Test
    void saysWhatTheServerSaidAndNoMore() {
        TxFailure failure = session.transactionFailure("SELECT foo(1)");

        assertThat(failure).hasMessage("function foo(integer) does not exist");
        assertThat(failure.hint()).isNotBlank();
        assertThat(failure.position()).isEqualTo(8);
    }

    @Test
    void addsTheLineOfAFunctionToTheDetail() {
        TxFailure both = session.transactionFailure("DO $$ BEGIN\nPERFORM 1;\nRAISE 'no' USING DETAIL = 'why'; END $$");
        TxFailure one = session.transactionFailure("DO $$ BEGIN\nRAISE 'no'; END $$");

        assertThat(both).hasMessage("no");
        assertThat(both.detail()).startsWith("why\nPL/pgSQL function").contains("line 3");
        assertThat(one.detail()).startsWith("PL/pgSQL function").contains("line 2");
    }

    @Test
    void tellsWhenItIsTheCommitThatFails() throws TxFailure {
        TxFailure failure = session.transactionFailure(
                "CREATE TABLE p (id INT PRIMARY KEY)",
                "CREATE TABLE c (id INT REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO c VALUES (1)");

        assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
        assertThat(failure.is("23503")).isTrue();
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(failure.sessionLost()).isFalse();
        assertThat(session.text("SELECT to_regclass('p')")).isNull();
    }

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
    void readsPastQueriesAndDropsTheirRows() throws TxFailure {
        TxResult result = session.transaction(
                "CREATE TABLE t (id INT)",
                "SELECT generate_series(1, 1000) AS n",
                "INSERT INTO t SELECT generate_series(1, 10) RETURNING id",
                "SELECT FROM t");

        assertThat(result.rows())
                .hasSize(4)
                .allSatisfy(rows -> assertThat(rows.values()).isEmpty());
        assertThat(session.count("t")).isEqualTo(10);
    }

    @Test
    void readsPastNoticesAndSettings() {
        TxFailure failure = session.transactionFailure(
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
        TxFailure failure =
                session.transactionFailure("-- nothing", "SELECT 1", "/* nothing /* at all */ */", "SELECT 1 / 0");

        assertThat(failure.statement()).isEqualTo(3);
        assertThat(session.transaction("-- nothing").rows()).containsExactly(Rows.NONE);
        assertThat(session.transaction("SELECT 1 -- one", "SELECT 2 -- two").rows())
                .hasSize(2);
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
    void letsTheServerReadBackslashesAsTheScriptSays() throws TxFailure {
        session.transaction(
                "CREATE TABLE t (a TEXT)",
                "SET LOCAL standard_conforming_strings = off",
                "SET LOCAL escape_string_warning = off",
                "INSERT INTO t VALUES ('it\\'s')");
        TxFailure failure = session.transactionFailure(
                "INSERT INTO t VALUES ('more')",
                "SELECT set_config('STANDARD_conforming_strings', 'off', true)",
                "INSERT INTO t VALUES ('it\\'s'), (1 / 0)");

        assertThat(session.text("SELECT string_agg(a, '') FROM t")).isEqualTo("it's");
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
    }

    @Test
    void carriesOutThousandsOfStatements() throws TxFailure {
        String[] statements = new String[3_000];
        statements[0] = "CREATE TABLE t (id INT)";
        for (int i = 1; i < statements.length; i++) {
            statements[i] = "INSERT INTO t VALUES (" + i + ")";
        }
        session.transaction(statements);
        assertThat(session.count("t")).isEqualTo(2_999);

        statements[0] = "TRUNCATE t";
        statements[2_500] = "INSERT INTO t VALUES (1 / 0)";
        assertThat(session.transactionFailure(statements).statement()).isEqualTo(2_500);
        assertThat(session.count("t")).isEqualTo(2_999);
    }

    @Test
    void saysWhenTheTransactionRefusesAStatement() {
        TxFailure failure = session.transactionFailure("SELECT 1", "VACUUM");

        assertThat(failure.is("25001")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
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
