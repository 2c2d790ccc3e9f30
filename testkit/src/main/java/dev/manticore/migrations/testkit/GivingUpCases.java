package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Sessions that are cancelled or aborted while another thread waits for them. */
interface GivingUpCases extends RunnerHooks {
    Duration SOON = Duration.ofSeconds(10);
    String NO_LOCKS = "it has no advisory locks to make a statement wait";

    @Test
    default void theBackendIsTheServersProcess() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it does not name its server processes");
            OptionalInt backend = trial.session().backend();
            String process = trial.process();

            assertThat(backend.isPresent() ? String.valueOf(backend.getAsInt()) : process)
                    .as("backend(); it has to be what pg_backend_pid() returns, or empty")
                    .isEqualTo(process);
        }
    }

    @Test
    default void aStatementThatIsCancelledIsRefusedAndKeepsTheSession() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(NO_LOCKS);
            TxFailure failure = whileItWaits(
                    trial,
                    "was cancelled",
                    TxSession::cancel,
                    "cancel() did not end a statement that the server waits in");

            assertThat(failure.is("57014"))
                    .as("whether \"%s\" has the SQLSTATE of a cancelled statement, 57014", failure.text())
                    .isTrue();
            assertThat(failure.sessionLost())
                    .as("whether the connection is gone after \"%s\"; cancelling must not end it", failure.text())
                    .isFalse();
            assertThat(trial.read("SELECT 1"))
                    .as("the answer on a session whose last statement was cancelled")
                    .isEqualTo("1");
        }
    }

    @Test
    default void cancellingHitsNothingThatIsRunLater() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            TxSession first = trial.session();
            first.cancel();
            assertGoesOn(trial, "that was begun after cancel()");
            trial.reopen();
            first.cancel();
            assertGoesOn(trial, "of another session, after cancel() on one that was closed");
        }
    }

    @Test
    default void aSessionThatIsGivenUpFailsWhatIsUnderWay() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres(NO_LOCKS);
            TxFailure failure = whileItWaits(
                    trial,
                    "was given up",
                    TxSession::abort,
                    "abort() did not end the wait for an answer: close the socket, without waiting for the server");

            assertLost(failure);
        }
    }

    @Test
    default void aSessionThatIsGivenUpIsLostAndThePoolHasAnotherOne() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            boolean processes = !trial.observer().database().isCockroach();
            String process = processes ? trial.process() : "";
            trial.session().abort();
            trial.session().abort();
            assertLost(Scripts.refused(
                    trial.session(),
                    Scripts.transaction("CREATE TABLE testkit.t (id INT)"),
                    "run returned on a session that was given up."));
            trial.reopen();

            assertThat(trial.read("SELECT 1"))
                    .as("the answer on the next session; a pool must not hand out a connection that was given up")
                    .isEqualTo("1");
            assertThat(trial.exists("testkit.t")).isFalse();
            if (processes) {
                assertThat(trial.process())
                        .as("the next session's server process; a connection that was given up must not be used again")
                        .isNotEqualTo(process);
            }
        }
    }

    @Test
    default void givingUpAfterTheEndHarmsNobody() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            TxSession first = trial.session();
            trial.reopen();
            first.abort();
            assertGoesOn(trial, "of another session, after abort() on one that was closed");
        }
    }

    /** Fails with what the session under test says of a statement that waits for a lock when something is done to it. */
    private static TxFailure whileItWaits(Trial trial, String what, Consumer<TxSession> deed, String complaint)
            throws Exception {
        String process = trial.process();
        trial.hold();
        try {
            Later<TxFailure> running = Later.of(() -> Scripts.refused(
                    trial.session(),
                    Scripts.transaction(Trial.waiting()),
                    "run returned, though the statement " + what + "."));
            trial.awaitWaiting(process);
            deed.accept(trial.session());
            return running.get(SOON, complaint + " within " + SOON.toSeconds() + " s.");
        } finally {
            trial.letGo();
        }
    }

    private static void assertGoesOn(Trial trial, String which) {
        try {
            trial.read("SELECT CAST(pg_sleep(0.7) AS TEXT)");
        } catch (TxFailure failure) {
            throw new AssertionError("A statement " + which + " failed: " + failure.text(), failure);
        }
    }

    private static void assertLost(TxFailure failure) {
        assertThat(failure.phase())
                .as(
                        "the phase of \"%s\"; the session was given up, and cannot tell how far the server got",
                        failure.text())
                .isEqualTo(Phase.UNANSWERED);
        assertThat(failure.sessionLost())
                .as("whether the connection is gone after \"%s\"", failure.text())
                .isTrue();
    }
}
