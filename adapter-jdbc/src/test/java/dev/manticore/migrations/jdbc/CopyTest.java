package dev.manticore.migrations.jdbc;

import static dev.manticore.migrations.support.adapter.Scripts.count;
import static dev.manticore.migrations.support.adapter.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxPart;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.support.adapter.Scripts;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;

/** Shows how the rows of COPY FROM STDIN are sent, and how their errors are reported. */
class CopyTest extends SessionTest {
    private static final TxStatement TABLE = TxStatement.of("CREATE TABLE t (id INT PRIMARY KEY, text TEXT)");

    @Test
    void copiesWithinTheTransaction() throws TxFailure {
        run(Mode.TRANSACTION, TABLE, copy("1\ta\n2\tb\n"), TxStatement.of("UPDATE t SET text = text || id"));

        assertThat(text(session, "SELECT string_agg(text, ',' ORDER BY id) FROM t"))
                .isEqualTo("a1,b2");
    }

    @Test
    void takesOneRoundTripForEachMessageAndTwoForTheRows() throws TxFailure {
        try (WireProxy proxy = WireProxy.before(database);
                TxSession session = JdbcTxRunner.over(
                                Stubs.dataSource(proxy.through(database).jdbcUrl() + "&autosave=always"))
                        .open()) {
            proxy.reset();
            session.run(new TxScript(Mode.TRANSACTION, List.of(TABLE, copy("1\ta\n"), TxStatement.of("SELECT 1"))));

            assertThat(proxy.roundTrips()).isEqualTo(4);
            assertThat(proxy.queries())
                    .containsExactly(
                            "BEGIN ISOLATION LEVEL READ COMMITTED;\n" + TABLE.sql(),
                            "COPY t FROM STDIN",
                            "SELECT 1\n;\nCOMMIT");
        }
    }

    /** The driver would keep each notice of a COPY in a chain, and walk through all of it for the next one. */
    @Test
    void passesOnEachNoticeAndKeepsNone() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE noisy (id INT)");
            statement.execute("CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE NOTICE 'row %', new.id; RETURN new; END $$");
            statement.execute("CREATE TRIGGER tell BEFORE INSERT ON noisy FOR EACH ROW EXECUTE FUNCTION tell()");
            QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
            List<String> received = new ArrayList<>();

            Wire wire = new Wire(executor);
            wire.onMessage(message -> received.add(message.text()));
            wire.copy(new TxPart.Copy(0, "COPY noisy FROM STDIN", "1\n2\n3\n"));

            assertThat(received).containsExactly("row 1", "row 2", "row 3");
            assertThat((Throwable) executor.getWarnings()).isNull();
        }
    }

    @Test
    void leavesNothingWhenSomethingBehindTheRowsFails() throws TxFailure {
        TxFailure failure = failure(
                Mode.TRANSACTION, TABLE, copy("1\ta\n"), TxStatement.of("SELECT 1"), TxStatement.of("SELECT 1 / 0"));

        assertThat(failure.statement()).isEqualTo(3);
        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
    }

    @Test
    void namesTheRowThatTheServerRefuses() throws TxFailure {
        TxFailure failure = failure(Mode.TRANSACTION, TABLE, copy("1\ta\n2\tb\nx\tc\n"));

        assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(failure.is("22P02")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(failure.detail()).contains("COPY t, line 3");
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
    }

    @Test
    void namesTheStatementThatTheServerRefuses() throws TxFailure {
        TxFailure failure = failure(Mode.TRANSACTION, TABLE, new TxStatement("COPY nowhere FROM STDIN", "1\n"));

        assertThat(failure.is("42P01")).isTrue();
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
    }

    @Test
    void saysWhereTheSyntaxIsWrong() {
        TxFailure failure = failure(Mode.TRANSACTION, TABLE, new TxStatement("COPY t FORM STDIN", "1\n"));

        assertThat(failure.is("42601")).isTrue();
        assertThat(failure.position()).isEqualTo(8);
    }

    @Test
    void keepsNullsBackslashesAndUnicode() throws TxFailure {
        run(Mode.TRANSACTION, TABLE, copy("1\t\\N\n2\ta\\\\b\\tc\n3\té😀 {d '?'} ??\n4\t\n"));

        assertThat(text(session, "SELECT text FROM t WHERE id = 1")).isNull();
        assertThat(text(session, "SELECT text FROM t WHERE id = 2")).isEqualTo("a\\b\tc");
        assertThat(text(session, "SELECT text FROM t WHERE id = 3")).isEqualTo("é😀 {d '?'} ??");
        assertThat(text(session, "SELECT text FROM t WHERE id = 4")).isEmpty();
    }

    @Test
    void copiesNoRows() throws TxFailure {
        run(Mode.TRANSACTION, TABLE, copy(""));

        assertThat(count(session, "t")).isZero();
    }

    @Test
    void copiesMoreThanFitsIntoOneMessage() throws TxFailure {
        run(Mode.TRANSACTION, TABLE, copy(rows(50_000)), copy("0\tlast\n"));

        assertThat(count(session, "t")).isEqualTo(50_001);
    }

    @Test
    void failsEarlyInManyRowsAndStaysUsable() throws TxFailure {
        TxFailure failure = failure(Mode.TRANSACTION, TABLE, copy("x\ty\n" + rows(200_000)));

        assertThat(failure.is("22P02")).isTrue();
        assertThat(failure.sessionLost()).isFalse();
        assertThat(text(session, "SELECT to_regclass('t')")).isNull();
    }

    @Test
    void copiesWithoutATransaction() throws TxFailure {
        run(Mode.AUTOCOMMIT, TABLE);
        run(Mode.AUTOCOMMIT, copy("1\ta\n"));
        TxFailure failure = failure(Mode.AUTOCOMMIT, copy("2\tb\n1\tagain\n"));

        assertThat(failure.is("23505")).isTrue();
        assertThat(failure.statement()).isZero();
        assertThat(count(session, "t")).isEqualTo(1);
    }

    @Test
    void givesUpOnRowsForAStatementThatTakesNone() throws TxFailure {
        run(Mode.AUTOCOMMIT, TABLE);
        TxFailure failure = failure(Mode.TRANSACTION, new TxStatement("INSERT INTO t VALUES (1)", "1\n"));

        assertThat(failure.sessionLost()).isTrue();
        session.close();
        open();
        assertThat(count(session, "t")).isZero();
        assertThat(failure(Mode.TRANSACTION, new TxStatement("COPY t TO STDOUT", "1\n"))
                        .sessionLost())
                .isTrue();
    }

    @Test
    void opensNoTransactionOfTheDrivers() throws TxFailure {
        run(Mode.AUTOCOMMIT, TABLE, copy("1\ta\n"), TxStatement.of("SELECT 1"));

        assertThat(text(session, "SELECT now() = statement_timestamp()")).isEqualTo("t");
    }

    private static String rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\trow\n").collect(Collectors.joining());
    }

    private static TxStatement copy(String rows) {
        return new TxStatement("COPY t FROM STDIN", rows);
    }

    private void run(Mode mode, TxStatement... statements) throws TxFailure {
        session.run(new TxScript(mode, List.of(statements)));
    }

    private TxFailure failure(Mode mode, TxStatement... statements) {
        return Scripts.failure(session, new TxScript(mode, List.of(statements)));
    }
}
