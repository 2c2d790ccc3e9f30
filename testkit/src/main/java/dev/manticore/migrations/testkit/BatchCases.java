package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Several transactions in one message. Skipped if the runner says that it sends one at a time. */
interface BatchCases extends RunnerHooks {
    /** What a case hears of a commit. */
    String COMMITTED = "committed";

    @Test
    default void transactionsOfABatchAreCommittedInOrder() throws TxFailure {
        try (Trial trial = batching()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            trial.session()
                    .run(
                            TxBatch.of(List.of(
                                    insert(1), insert(2), Scripts.transaction("UPDATE testkit.t SET id = id * 10"))),
                            () -> heard.add(COMMITTED));

            assertThat(heard).containsExactly(COMMITTED, COMMITTED, COMMITTED);
            assertThat(trial.see("SELECT sum(id) FROM testkit.t")).isEqualTo("30");
        }
    }

    @Test
    default void eachTransactionOfABatchCommitsAlone() throws TxFailure {
        try (Trial trial = batching()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            TxFailure failure = refused(
                    trial, heard, insert(1), insert(2), Scripts.transaction(insertion(3), "SELECT 1 / 0"), insert(4));

            assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
            assertThat(failure.sqlState()).isEqualTo("22012");
            assertThat(failure.statement())
                    .as("the index, from 0, of the statement among those of all transactions; see TxBatch.refused")
                    .isEqualTo(3);
            assertThat(failure.sessionLost()).isFalse();
            assertThat(heard).as("how often a commit was told").hasSize(2);
            assertThat(trial.see("SELECT sum(id) FROM testkit.t"))
                    .as("what is committed, of 1, 2, 3 and 4")
                    .isEqualTo("3");
            assertThat(trial.read("SELECT 1")).as("the session can be used").isEqualTo("1");
        }
    }

    @Test
    default void aSyntaxErrorKeepsAllTransactionsOfABatchFromBeingExecuted() throws TxFailure {
        try (Trial trial = batching()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            TxFailure failure = refused(
                    trial,
                    heard,
                    Scripts.transaction(insertion(1), "SELECT '😀'"),
                    insert(2),
                    Scripts.transaction("SELECT '😀'", "SELECT 1; SELEC 4"),
                    insert(5));

            assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
            assertThat(failure.sqlState()).isEqualTo("42601");
            assertThat(failure.statement()).isEqualTo(4);
            assertThat(failure.position())
                    .as("in its statement, in characters (code points) from 1; see TxBatch.refused")
                    .isEqualTo("SELECT 1; ".length() + 1);
            assertThat(heard).isEmpty();
            assertThat(trial.count("testkit.t")).isZero();
        }
    }

    @Test
    default void aRefusedCommitOfABatchLeavesWhatIsBeforeIt() throws TxFailure {
        try (Trial trial = batching()) {
            trial.autocommit("CREATE TABLE testkit.child (id INT REFERENCES testkit.t DEFERRABLE INITIALLY DEFERRED)");
            List<String> heard = new CopyOnWriteArrayList<>();
            TxFailure failure = refused(
                    trial, heard, insert(1), Scripts.transaction("INSERT INTO testkit.child VALUES (7)"), insert(2));

            assertThat(failure.phase()).isEqualTo(Phase.COMMIT);
            assertThat(failure.sqlState()).isEqualTo("23503");
            assertThat(failure.statement()).isEqualTo(-1);
            assertThat(heard).hasSize(1);
            assertThat(trial.see("SELECT sum(id) FROM testkit.t")).isEqualTo("1");
        }
    }

    @Test
    default void whatTheServerSaysComesBeforeTheCommitOfItsTransaction() throws TxFailure {
        try (Trial trial = batching()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            trial.session().onMessage(message -> heard.add(message.text()));
            trial.session()
                    .run(TxBatch.of(List.of(notice("one"), insert(1), notice("two"))), () -> heard.add(COMMITTED));

            assertThat(heard).containsExactly("one", COMMITTED, COMMITTED, "two", COMMITTED);
        }
    }

    @Test
    default void aBatchWhoseServerProcessEndsIsUnanswered() throws TxFailure {
        try (Trial trial = batching()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            TxFailure failure = refused(
                    trial,
                    heard,
                    insert(1),
                    Scripts.transaction("SELECT pg_terminate_backend(pg_backend_pid())", "SELECT pg_sleep(30)"),
                    insert(2));

            assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
            assertThat(failure.sessionLost()).isTrue();
            trial.await("SELECT count(*) = 1 FROM testkit.t");
            trial.reopen();
        }
    }

    private static TxFailure refused(Trial trial, List<String> heard, TxScript... transactions) {
        TxFailure failure = catchThrowableOfType(
                TxFailure.class,
                () -> trial.session().run(TxBatch.of(List.of(transactions)), () -> heard.add(COMMITTED)));
        assertThat(failure)
                .as(
                        "run returned, though the server refused the batch. An error must not be swallowed: throw a TxFailure.")
                .isNotNull();
        return failure;
    }

    private Trial batching() throws TxFailure {
        Trial trial = Trial.of(this);
        boolean ready = false;
        try {
            trial.assumePostgres("migrations are sent one by one");
            assumeTrue(trial.session().sendsBatches(), "The runner sends one transaction at a time, and says so");
            trial.autocommit("CREATE TABLE testkit.t (id INT PRIMARY KEY)");
            ready = true;
            return trial;
        } finally {
            if (!ready) {
                trial.close();
            }
        }
    }

    private static TxScript insert(int id) {
        return Scripts.transaction(insertion(id));
    }

    private static String insertion(int id) {
        return "INSERT INTO testkit.t VALUES (" + id + ")";
    }

    private static TxScript notice(String text) {
        return Scripts.transaction("DO $$ BEGIN RAISE NOTICE '" + text + "'; END $$");
    }
}
