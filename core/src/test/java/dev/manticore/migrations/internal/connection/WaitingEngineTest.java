package dev.manticore.migrations.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.enginetest.Sessions;
import dev.manticore.migrations.internal.enginetest.TestRuns;
import dev.manticore.migrations.internal.enginetest.WaitingSession;
import dev.manticore.migrations.internal.operation.Initialize;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows how long a run waits for an answer, and what an interrupt, or a cancelled handle, does meanwhile. */
@Timeout(60)
class WaitingEngineTest {
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));
    private static final Waiting SHORT = Waiting.forOwnQuery(Duration.ofMillis(200));
    private static final Waiting OF_A_SCRIPT =
            Waiting.forScript(new KeepAlive(Duration.ofMinutes(1), jobs -> "renew", true, Duration.ofSeconds(5)), null);

    private final AtomicReference<TxFailure> told = new AtomicReference<>();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private Operation<String> ask(Waiting waiting) {
        return run -> {
            try {
                run.connection().run(SCRIPT, waiting);
                return "answered";
            } catch (TxFailure failure) {
                told.set(failure);
                return run.connection().pause(Duration.ZERO) ? "failed" : "interrupted";
            }
        };
    }

    private static Thread whenAsked(WaitingSession session, Runnable deed) {
        Thread other = new Thread(() -> {
            try {
                session.asked.await();
                deed.run();
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        return other;
    }

    private String interrupted(WaitingSession session, Waiting waiting) {
        Thread waitingThread = Thread.currentThread();
        whenAsked(session, waitingThread::interrupt);
        return TestRuns.blocking(() -> session, ask(waiting));
    }

    private String cancelled(WaitingSession session, Waiting waiting) throws Exception {
        AsyncRun<String> run = TestRuns.start(heeding(session), ask(waiting));
        session.asked.await();
        run.cancel().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(session.closed).as("when the handle settles").hasValue(1);
        return run.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** The session as a non-blocking one that cancels and aborts as it does. */
    private static AsyncTxRunner heeding(WaitingSession session) {
        return () -> CompletableFuture.completedStage(new AsyncTxSession() {
            @Override
            public CompletionStage<Database> database() {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<TxResult> run(TxScript script) {
                session.asked.countDown();
                return session.answer;
            }

            @Override
            public void cancel() {
                session.cancel();
            }

            @Override
            public void abort() {
                session.abort();
            }

            @Override
            public CompletionStage<Void> close() {
                session.close();
                return CompletableFuture.completedStage(null);
            }
        });
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUpWithItsConnection() {
        WaitingSession session = new WaitingSession(true);

        assertThat(TestRuns.blocking(() -> session, ask(SHORT))).isEqualTo("failed");

        assertGivenUp(session);
        assertThat(session.cancelled).hasValue(0);
    }

    @Test
    void withoutBlockingLikewiseAlsoWhereTheSessionSaysNothing() throws Exception {
        WaitingSession session = new WaitingSession(true);

        String result = TestRuns.start(() -> CompletableFuture.completedStage(session.async()), ask(SHORT))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(result).isEqualTo("failed");
        assertGivenUp(session);
    }

    private void assertGivenUp(WaitingSession session) {
        assertThat(told.get())
                .hasMessage("no answer in 0.2 s")
                .returns(Phase.UNANSWERED, TxFailure::phase)
                .returns(true, TxFailure::sessionLost);
        assertThat(session.aborted).hasValueGreaterThanOrEqualTo(1);
        assertThat(session.closed).hasValue(1);
    }

    @Test
    void anInterruptHasAScriptsStatementCancelled() {
        WaitingSession session = new WaitingSession(true);

        assertThat(interrupted(session, OF_A_SCRIPT)).isEqualTo("interrupted");

        assertThat(told.get().sqlState()).isEqualTo("57014");
        assertThat(session.cancelled).hasValue(1);
        assertThat(session.aborted).hasValue(0);
        assertThat(Thread.currentThread().isInterrupted()).as("restored").isTrue();
    }

    @Test
    void aHandleHasAScriptsStatementCancelled() throws Exception {
        WaitingSession session = new WaitingSession(true);

        assertThat(cancelled(session, OF_A_SCRIPT)).isEqualTo("interrupted");

        assertThat(told.get().sqlState()).isEqualTo("57014");
        assertThat(session.cancelled).hasValue(1);
        assertThat(session.aborted).hasValue(0);
    }

    @Test
    void aStatementThatDoesNotHeedItIsGivenUp() {
        WaitingSession session = new WaitingSession(false);

        assertThat(interrupted(session, OF_A_SCRIPT)).isEqualTo("interrupted");

        assertNotHeeded(session);
    }

    @Test
    void aStatementThatDoesNotHeedAHandleIsGivenUp() throws Exception {
        WaitingSession session = new WaitingSession(false);

        assertThat(cancelled(session, OF_A_SCRIPT)).isEqualTo("interrupted");

        assertNotHeeded(session);
    }

    private void assertNotHeeded(WaitingSession session) {
        assertThat(told.get())
                .hasMessage("the run was interrupted, and the statement did not end in 5.0 s")
                .returns(Phase.UNANSWERED, TxFailure::phase);
        assertThat(session.cancelled).hasValue(1);
    }

    /** Or the lease would not be released. */
    @Test
    void theToolsOwnQueriesAreNotCancelled() throws Exception {
        Waiting own = Waiting.forOwnQuery(Duration.ofMillis(500));
        WaitingSession session = new WaitingSession(true);
        assertThat(interrupted(session, own)).isEqualTo("interrupted");
        assertThat(session.cancelled).hasValue(0);
        assertThat(told.get()).hasMessage("no answer in 0.5 s");
        Thread.interrupted();

        WaitingSession other = new WaitingSession(true);
        assertThat(cancelled(other, own)).isEqualTo("interrupted");
        assertThat(other.cancelled).hasValue(0);
        assertThat(told.get()).hasMessage("no answer in 0.5 s");
    }

    @Test
    void anInterruptThatWasThereBeforeIsSeenAtTheNextWait() {
        Thread.currentThread().interrupt();

        String result = TestRuns.blocking(new Sessions().blocking(), run -> {
            try {
                run.send(SCRIPT);
            } catch (TxFailure failure) {
                return "failed";
            }
            return run.connection().pause(Duration.ofMinutes(1)) ? "waited" : "interrupted";
        });

        assertThat(result).isEqualTo("interrupted");
        assertThat(Thread.currentThread().isInterrupted()).as("restored").isTrue();
    }

    @Test
    void aRunThatIsCancelledBeforeItStartsDoesNothing() throws Exception {
        AtomicReference<Runnable> queued = new AtomicReference<>();
        Sessions sessions = new Sessions();
        AsyncRun<Void> run = TestRuns.start(queued::set, sessions.async(), new Initialize());
        CompletionStage<Void> ended = run.cancel();

        queued.get().run();

        assertThat(ended.toCompletableFuture().get(30, TimeUnit.SECONDS)).isNull();
        assertThat(catchThrowable(() -> run.toCompletableFuture().get(30, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(RunInterruptedException.class)
                .hasMessageContaining("before it began");
        assertThat(sessions.opened).hasValue(0);
        assertThat(Thread.currentThread().isInterrupted())
                .as("the executor's thread")
                .isFalse();
    }

    @Test
    void toCancelTheFutureOfACallerStopsNothing() throws Exception {
        WaitingSession session = new WaitingSession(true);
        AsyncRun<String> run = TestRuns.start(heeding(session), ask(OF_A_SCRIPT));
        session.asked.await();

        run.toCompletableFuture().cancel(true);
        session.answer.complete(Sessions.ANSWER);

        assertThat(run.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo("answered");
        assertThat(session.cancelled).hasValue(0);
    }

    @Test
    void aConnectionThatIsDiscardedIsAbortedAndClosed() throws Exception {
        Sessions sessions = new Sessions();
        Operation<String> operation = run -> {
            try {
                run.send(SCRIPT);
                run.connection().discard();
                run.send(SCRIPT);
                return "done";
            } catch (TxFailure failure) {
                return "failed";
            }
        };

        assertThat(TestRuns.blocking(sessions.blocking(), operation)).isEqualTo("done");
        assertThat(TestRuns.start(sessions.async(), operation)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo("done");

        assertThat(sessions.opened).hasValue(4);
        assertThat(sessions.aborted).hasValue(2);
        assertThat(sessions.closed).hasValue(4);
    }
}
