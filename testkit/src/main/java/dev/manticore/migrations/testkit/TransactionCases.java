package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxSession;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** All or nothing. */
interface TransactionCases extends RunnerHooks {

    @Test
    default void everyStatementOfATransactionIsCommittedWhenRunReturns() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.transaction(
                    "CREATE TABLE testkit.t (id INT)",
                    "INSERT INTO testkit.t VALUES (1)",
                    "INSERT INTO testkit.t VALUES (2)",
                    "CREATE TABLE testkit.last (id INT)");

            assertThat(trial.exists("testkit.t"))
                    .as("whether another connection sees a table after run(..) returned; wait for the answer to COMMIT")
                    .isTrue();
            assertThat(trial.count("testkit.t"))
                    .as("rows that another connection sees")
                    .isEqualTo(2);
            assertThat(trial.exists("testkit.last"))
                    .as("whether another connection sees what the last statement did; the history row is the last")
                    .isTrue();
        }
    }

    @Test
    default void aScriptIsCarriedOutOnce() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            trial.transaction("INSERT INTO testkit.t VALUES (1)");
            trial.autocommit("INSERT INTO testkit.t VALUES (2)");

            assertThat(trial.count("testkit.t"))
                    .as("rows after two insertions; a session must not repeat anything, only the engine does")
                    .isEqualTo(2);
        }
    }

    @Test
    default void aRefusedScriptIsNotRepeated() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE SEQUENCE testkit.s");
            trial.refused(Scripts.transaction("SELECT nextval('testkit.s')", "SELECT 1 / 0"));
            trial.refused(Scripts.autocommit("SELECT nextval('testkit.s') / 0"));

            assertThat(trial.see("SELECT last_value FROM testkit.s"))
                    .as("how often two failed scripts were executed; a session must not repeat, only the engine does")
                    .isEqualTo("2");
        }
    }

    @Test
    default void nothingOfATransactionRemainsWhenAStatementFails() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT PRIMARY KEY)");
            for (int bad = 0; bad < 3; bad++) {
                String[] statements = {
                    "INSERT INTO testkit.t VALUES (1)",
                    "INSERT INTO testkit.t VALUES (2)",
                    "INSERT INTO testkit.t VALUES (3)"
                };
                statements[bad] = "INSERT INTO testkit.t VALUES (1 / 0)";
                TxFailure failure = trial.refused(Scripts.transaction(statements));

                assertThat(failure.statement())
                        .as("the index of the statement that failed, counted from 0")
                        .isEqualTo(bad);
                assertThat(trial.count("testkit.t"))
                        .as("rows that remain of a transaction whose statement %d failed", bad)
                        .isZero();
            }
        }
    }

    @Test
    default void aTransactionIsSeenByNobodyBeforeItCommits() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it has no advisory locks to make a transaction wait");
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            String process = trial.process();
            trial.hold();
            Later<TxResult> running = Later.of(() -> trial.transaction(
                    "INSERT INTO testkit.t VALUES (1)", Trial.waiting(), "INSERT INTO testkit.t VALUES (2)"));
            trial.awaitWaiting(process);
            long during = trial.count("testkit.t");
            trial.letGo();
            running.get();

            assertThat(during)
                    .as(
                            "rows that another connection sees while the transaction is under way; its statements must share"
                                    + " one transaction")
                    .isZero();
            assertThat(trial.count("testkit.t")).as("rows after its end").isEqualTo(2);
        }
    }

    @Test
    default void aTransactionReadsWhatIsCommittedWhateverTheSessionsDefaultIs() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("not every version of it has READ COMMITTED");
            trial.autocommit("CREATE TABLE testkit.t (level TEXT)");
            trial.autocommit("SET default_transaction_isolation = 'serializable'");
            trial.transaction("INSERT INTO testkit.t SELECT current_setting('transaction_isolation')");
            trial.autocommit("RESET default_transaction_isolation");

            assertThat(trial.see("SELECT level FROM testkit.t"))
                    .as("the isolation of a transaction; begin it with TxMessage.BEGIN")
                    .isEqualTo("read committed");
        }
    }

    @Test
    default void thousandsOfStatementsAreOneTransaction() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            String[] statements = new String[3_000];
            Arrays.setAll(statements, i -> "INSERT INTO testkit.t VALUES (" + i + ")");
            trial.transaction(statements);
            assertThat(trial.count("testkit.t")).as("rows of 3,000 statements").isEqualTo(3_000);

            statements[2_500] = "INSERT INTO testkit.t VALUES (1 / 0)";
            TxFailure failure = trial.refused(Scripts.transaction(statements));
            assertThat(failure.statement())
                    .as("the index of the statement that failed")
                    .isEqualTo(2_500);
            assertThat(trial.count("testkit.t"))
                    .as("rows after 2,500 more in a transaction that failed; some drivers commit in between")
                    .isEqualTo(3_000);
        }
    }

    @Test
    default void aStatementOfMegabytesArrivesWhole() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            String text = "0123456789abcdé\n".repeat(300_000);
            trial.transaction("CREATE TABLE testkit.t (a TEXT)", "INSERT INTO testkit.t VALUES ('" + text + "')");

            assertThat(trial.see("SELECT length(a) FROM testkit.t"))
                    .as("characters that arrived")
                    .isEqualTo(Integer.toString(text.length()));
        }
    }

    @Test
    default void aSessionGoesOnAfterARefusal() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.refused(Scripts.transaction("SELECT 1 / 0"));
            trial.transaction("CREATE TABLE testkit.t (id INT)");
            trial.refused(Scripts.autocommit("SELEC 1"));
            trial.autocommit("INSERT INTO testkit.t VALUES (1)");
            trial.refused(Scripts.transaction("INSERT INTO testkit.t VALUES (2)", "SELECT * FROM testkit.nothing"));
            TxSession session = trial.session();
            session.run(Scripts.transaction("INSERT INTO testkit.t VALUES (3)"));

            assertThat(trial.count("testkit.t"))
                    .as("rows that were written between refusals; a session has to end the failed transaction itself")
                    .isEqualTo(2);
        }
    }
}
