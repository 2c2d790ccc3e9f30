package dev.manticore.migrations.support.adapter;

import static dev.manticore.migrations.support.adapter.Scripts.count;
import static dev.manticore.migrations.support.adapter.Scripts.text;
import static dev.manticore.migrations.support.adapter.Scripts.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.WireProxy;
import org.junit.jupiter.api.Test;

/** Tests how a transaction is sent, which facts its errors report, and that a failed one leaves nothing behind. */
public interface TransactionTests extends AdapterSubject {

    @Test
    default void takesOneRoundTrip() throws TxFailure {
        try (WireProxy proxy = WireProxy.before(database());
                TxSession counted = open(proxy.through(database()))) {
            proxy.reset();
            counted.run(transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT * FROM t"));

            assertThat(proxy.roundTrips()).isEqualTo(1);
            assertThat(proxy.queries())
                    .containsExactly(
                            "BEGIN ISOLATION LEVEL READ COMMITTED;\nCREATE TABLE t (id INT)\n;\nINSERT INTO t VALUES (1)\n;\n"
                                    + "SELECT * FROM t\n;\nCOMMIT");
        }
    }

    @Test
    default void commits() throws TxFailure {
        session().run(transaction("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1), (2)"));

        try (TxSession other = open(database())) {
            assertThat(count(other, "t")).isEqualTo(2);
        }
    }

    @Test
    default void leavesNothingWhenAStatementFails() throws TxFailure {
        TxFailure failure = failure("CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)", "SELECT 1 / 0");

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session(), "SELECT to_regclass('t')")).isNull();
    }

    @Test
    default void canBeUsedAgainAfterAFailure() throws TxFailure {
        failure("SELECT 1 / 0");
        session().run(transaction("CREATE TABLE t (id INT)"));
        failure("INSERT INTO t VALUES ('x')");
        session().run(transaction("INSERT INTO t VALUES (1)"));

        assertThat(count(session(), "t")).isEqualTo(1);
    }

    @Test
    default void namesTheStatementOfAnErrorWithoutAPosition() {
        TxFailure failure =
                failure("CREATE TABLE t (id INT UNIQUE)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)");

        assertThat(failure.is("23505")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.position()).isZero();
        assertThat(failure.detail()).isEqualTo("Key (id)=(1) already exists.");
    }

    @Test
    default void countsPositionsInCharactersFromTheStatementsStart() {
        TxFailure failure = failure("SELECT '😀😀 is not é'", "SELECT '😀', nothing FROM pg_class");

        assertThat(failure.is("42703")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure.position()).isEqualTo("SELECT 'x', ".length() + 1);
    }

    @Test
    default void findsTheStatementOfASyntaxErrorThoughNothingWasCarriedOut() throws TxFailure {
        TxFailure failure = failure("SELECT 1", "SELECT 2", "SELEC 3", "SELECT 4");

        assertThat(failure.is("42601")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.position()).isEqualTo(1);
        assertThat(text(session(), "SELECT 1")).isEqualTo("1");
    }

    @Test
    default void saysWhatTheServerSaidAndNoMore() {
        TxFailure failure = failure("SELECT foo(1)");

        assertThat(failure).hasMessage("function foo(integer) does not exist");
        assertThat(failure.hint()).isNotBlank();
        assertThat(failure.position()).isEqualTo(8);
    }

    @Test
    default void addsTheLineOfAFunctionToTheDetail() {
        TxFailure both = failure("DO $$ BEGIN\nPERFORM 1;\nRAISE 'no' USING DETAIL = 'why'; END $$");
        TxFailure one = failure("DO $$ BEGIN\nRAISE 'no'; END $$");

        assertThat(both).hasMessage("no");
        assertThat(both.detail()).startsWith("why\nPL/pgSQL function").contains("line 3");
        assertThat(one.detail()).startsWith("PL/pgSQL function").contains("line 2");
    }

    @Test
    default void tellsWhenItIsTheCommitThatFails() throws TxFailure {
        TxFailure failure = failure(
                "CREATE TABLE p (id INT PRIMARY KEY)",
                "CREATE TABLE c (id INT REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO c VALUES (1)");

        assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
        assertThat(failure.is("23503")).isTrue();
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session(), "SELECT to_regclass('p')")).isNull();
    }

    @Test
    default void readsPastQueriesAndDropsTheirRows() throws TxFailure {
        TxResult result = session()
                .run(transaction(
                        "CREATE TABLE t (id INT)",
                        "SELECT generate_series(1, 1000) AS n",
                        "INSERT INTO t SELECT generate_series(1, 10) RETURNING id",
                        "SELECT FROM t"));

        assertThat(result.rows())
                .hasSize(4)
                .allSatisfy(rows -> assertThat(rows.values()).isEmpty());
        assertThat(result.rows().get(0)).isEqualTo(Rows.NONE);
        assertThat(count(session(), "t")).isEqualTo(10);
    }

    @Test
    default void readsPastNoticesAndSettings() throws TxFailure {
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
    default void countsPastStatementsThatSayNothing() throws TxFailure {
        TxFailure failure = failure("-- nothing", "SELECT 1", "/* nothing /* at all */ */", "SELECT 1 / 0");

        assertThat(failure.statement()).isEqualTo(3);
        assertThat(session().run(transaction("-- nothing")).rows()).containsExactly(Rows.NONE);
        assertThat(session()
                        .run(transaction("SELECT 1 -- one", "SELECT 2 -- two"))
                        .rows())
                .hasSize(2);
    }

    @Test
    default void letsTheServerReadBackslashesAsTheScriptSays() throws TxFailure {
        session()
                .run(transaction(
                        "CREATE TABLE t (a TEXT)",
                        "SET LOCAL standard_conforming_strings = off",
                        "SET LOCAL escape_string_warning = off",
                        "INSERT INTO t VALUES ('it\\'s; {d ''?''}')"));
        TxFailure failure = failure(
                "INSERT INTO t VALUES ('more')",
                "SELECT set_config('STANDARD_conforming_strings', 'off', true)",
                "INSERT INTO t VALUES ('it\\'s'), (1 / 0)");

        assertThat(text(session(), "SELECT string_agg(a, '') FROM t")).isEqualTo("it's; {d '?'}");
        assertThat(failure.is("22012")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
    }

    @Test
    default void carriesOutThousandsOfStatements() throws TxFailure {
        String[] statements = new String[3_000];
        statements[0] = "CREATE TABLE t (id INT)";
        for (int i = 1; i < statements.length; i++) {
            statements[i] = "INSERT INTO t VALUES (" + i + ")";
        }
        session().run(transaction(statements));
        assertThat(count(session(), "t")).isEqualTo(2_999);

        statements[0] = "TRUNCATE t";
        statements[2_500] = "INSERT INTO t VALUES (1 / 0)";
        assertThat(failure(statements).statement()).isEqualTo(2_500);
        assertThat(count(session(), "t")).isEqualTo(2_999);
    }

    @Test
    default void saysWhenTheTransactionRefusesAStatement() {
        TxFailure failure = failure("SELECT 1", "VACUUM");

        assertThat(failure.is("25001")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
    }

    private TxFailure failure(String... statements) {
        return Scripts.failure(session(), transaction(statements));
    }
}
