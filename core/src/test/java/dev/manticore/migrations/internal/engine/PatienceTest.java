package dev.manticore.migrations.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long the drivers wait for an answer, and what an interrupt does meanwhile. */
@Timeout(30)
class PatienceTest {
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));
    private static final Patience SHORT = Patience.own(Duration.ofMillis(200));
    private static final Patience SCRIPTS =
            Patience.script(new KeepAlive(Duration.ofMinutes(1), "renew", true, Duration.ofSeconds(5)));

    private final AtomicReference<TxFailure> told = new AtomicReference<>();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private Step<String> ask(Patience patience) {
        return new Step.Ask<TxResult, String>(
                new Command.Run(SCRIPT), patience, result -> new Step.Done<>("answered"), failure -> {
                    told.set(failure);
                    return new Step.Wait<>(
                            Duration.ZERO, () -> new Step.Done<>("failed"), () -> new Step.Done<>("interrupted"));
                });
    }

    private static String blocking(WaitingSession session, Step<String> step) {
        return new BlockingDriver(() -> session, List.of()).run(step);
    }

    private static Thread interruptOnce(WaitingSession session) {
        Thread waiting = Thread.currentThread();
        Thread other = new Thread(() -> {
            try {
                session.asked.await();
                waiting.interrupt();
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        return other;
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUpWithItsConnection() {
        WaitingSession session = new WaitingSession(true);

        assertThat(blocking(session, ask(SHORT))).isEqualTo("failed");

        assertThat(told.get())
                .hasMessage("no answer in 0.2 s")
                .returns(Phase.UNANSWERED, TxFailure::phase)
                .returns(true, TxFailure::sessionLost);
        assertThat(session.cancelled).hasValue(0);
        assertThat(session.aborted).hasValueGreaterThanOrEqualTo(1);
        assertThat(session.closed).hasValue(1);
    }

    @Test
    void withoutAThreadThatWaitsLikewiseAlsoWhereTheSessionSaysNothing() throws Exception {
        WaitingSession session = new WaitingSession(true);

        String result = new AsyncDriver(
                        () -> CompletableFuture.completedStage(session.async()), List.of(), Runnable::run)
                .run(ask(SHORT))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(result).isEqualTo("failed");
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
        Thread other = interruptOnce(session);

        assertThat(blocking(session, ask(SCRIPTS))).isEqualTo("interrupted");

        assertThat(told.get().sqlState()).isEqualTo("57014");
        assertThat(session.cancelled).hasValue(1);
        assertThat(session.aborted).hasValue(0);
        assertThat(Thread.currentThread().isInterrupted()).as("restored").isTrue();
        assertThat(other.isAlive()).isFalse();
    }

    @Test
    void aStatementThatDoesNotHeedItIsGivenUp() {
        WaitingSession session = new WaitingSession(false);
        interruptOnce(session);

        assertThat(blocking(session, ask(SCRIPTS))).isEqualTo("interrupted");

        assertThat(told.get())
                .hasMessage("the run was interrupted, and what was under way did not end in 5.0 s")
                .returns(Phase.UNANSWERED, TxFailure::phase);
        assertThat(session.cancelled).hasValue(1);
    }

    /** Or the lease would not be released. */
    @Test
    void whatTheEngineAsksOfItsOwnIsNotCancelled() {
        WaitingSession session = new WaitingSession(true);
        interruptOnce(session);

        assertThat(blocking(session, ask(Patience.own(Duration.ofMillis(500))))).isEqualTo("interrupted");

        assertThat(session.cancelled).hasValue(0);
        assertThat(told.get()).hasMessage("no answer in 0.5 s");
    }

    @Test
    void anInterruptThatWasThereBeforeIsSeenAtTheNextWait() {
        Thread.currentThread().interrupt();
        Step<String> step = new Step.Ask<TxResult, String>(
                new Command.Run(SCRIPT),
                Patience.ENDLESS,
                result -> new Step.Wait<>(
                        Duration.ofMinutes(1), () -> new Step.Done<>("waited"), () -> new Step.Done<>("interrupted")),
                failure -> new Step.Done<>("failed"));

        assertThat(new BlockingDriver(new Sessions().blocking(), List.of()).run(step))
                .isEqualTo("interrupted");
        assertThat(Thread.currentThread().isInterrupted()).as("restored").isTrue();
    }

    @Test
    void aConnectionThatIsDiscardedIsAbortedAndClosed() {
        Sessions sessions = new Sessions();
        Step<String> again = new Step.Ask<TxResult, String>(
                new Command.Run(SCRIPT), Patience.ENDLESS, result -> new Step.Done<>("done"), failure -> null);
        Step<String> step = new Step.Ask<TxResult, String>(
                new Command.Run(SCRIPT), Patience.ENDLESS, result -> new Step.Discard<>(() -> again), failure -> null);

        assertThat(new BlockingDriver(sessions.blocking(), List.of()).run(step)).isEqualTo("done");
        assertThat(new AsyncDriver(sessions.async(), List.of(), Runnable::run)
                        .run(step)
                        .toCompletableFuture()
                        .join())
                .isEqualTo("done");

        assertThat(sessions.opened).hasValue(4);
        assertThat(sessions.aborted).hasValue(2);
        assertThat(sessions.closed).hasValue(4);
    }
}
