package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import org.junit.jupiter.api.Test;

/**
 * Connections that end while a script runs. An unknown outcome must not be reported as a failure: the engine would not
 * look up the outcome of the script.
 */
interface LostSessionCases extends RunnerHooks {
    String REASON = "its sessions cannot be ended by pg_terminate_backend";

    @Test
    default void aStatementWhoseServerProcessEndsIsUnanswered() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(REASON);
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            assertUnanswered(
                    whileItRuns(trial, Scripts.transaction("INSERT INTO testkit.t VALUES (1)", "SELECT pg_sleep(60)")));

            assertThat(trial.count("testkit.t")).isZero();
        }
    }

    @Test
    default void aCommitWhoseServerProcessEndsIsUnanswered() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(REASON);
            trial.transaction(
                    "CREATE TABLE testkit.t (id INT)",
                    "CREATE FUNCTION testkit.wait() RETURNS TRIGGER LANGUAGE plpgsql AS"
                            + " $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$",
                    "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON testkit.t DEFERRABLE INITIALLY DEFERRED"
                            + " FOR EACH ROW EXECUTE FUNCTION testkit.wait()");
            TxFailure failure = whileItRuns(trial, Scripts.transaction("INSERT INTO testkit.t VALUES (1)"));

            assertUnanswered(failure);
            assertThat(failure.statement())
                    .as("the index of the failed statement; none failed, COMMIT was not answered")
                    .isEqualTo(-1);
        }
    }

    @Test
    default void aStatementWithoutATransactionThatEndsItsServerProcessIsUnanswered() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(REASON);
            assertUnanswered(trial.unanswered(
                    Scripts.autocommit("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(60)")));
        }
    }

    @Test
    default void aSessionThatEndedBetweenTwoCallsIsLost() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(REASON);
            end(trial, trial.process());
            TxFailure first = trial.unanswered(Scripts.transaction("CREATE TABLE testkit.t (id INT)"));
            TxFailure second = trial.unanswered(Scripts.transaction("CREATE TABLE testkit.t (id INT)"));

            assertUnanswered(first);
            assertThat(second.sessionLost())
                    .as("whether a lost session stays lost")
                    .isTrue();
            assertThat(trial.exists("testkit.t")).isFalse();
        }
    }

    @Test
    default void aLostSessionClosesQuietlyAndTheNextOneWorks() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(REASON);
            end(trial, trial.process());
            trial.unanswered(Scripts.autocommit("SELECT 1"));
            trial.reopen();

            assertThat(trial.read("SELECT 1"))
                    .as("the answer on the next session; a pool must not hand out a lost connection")
                    .isEqualTo("1");
        }
    }

    private static TxFailure whileItRuns(Trial trial, TxScript script) throws Exception {
        String process = trial.process();
        Later<TxFailure> running = Later.of(() -> trial.unanswered(script));
        trial.awaitWaiting(process);
        end(trial, process);
        return running.get();
    }

    private static void end(Trial trial, String process) throws TxFailure {
        trial.see("SELECT pg_terminate_backend(" + process + ")");
        trial.await("SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = " + process);
    }

    private static void assertUnanswered(TxFailure failure) {
        assertThat(failure.phase())
                .as("the phase of \"%s\"; the session cannot tell how far the server got", failure.text())
                .isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost())
                .as("whether the connection is gone after \"%s\"", failure.text())
                .isTrue();
    }
}
