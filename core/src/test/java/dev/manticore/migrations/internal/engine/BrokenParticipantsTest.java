package dev.manticore.migrations.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is broken: both drivers end, give the connection back and deliver the exception. */
@Timeout(30)
class BrokenParticipantsTest {
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));

    private static Step<String> ask(Supplier<Step<String>> then) {
        return new Step.Ask<TxResult, String>(
                new Command.Run(SCRIPT), Patience.ENDLESS, result -> then.get(), failure -> then.get());
    }

    private static Step<String> bug() {
        throw new Bug();
    }

    static Stream<Step<String>> brokenSteps() {
        return Stream.of(
                ask(BrokenParticipantsTest::bug),
                ask(() -> ask(BrokenParticipantsTest::bug)),
                ask(() -> new Step.Tell<>(new MigrationEvent.LeaseReleased(), BrokenParticipantsTest::bug)),
                ask(() -> new Step.Wait<>(
                        java.time.Duration.ofMillis(1), BrokenParticipantsTest::bug, BrokenParticipantsTest::bug)),
                ask(() -> new Step.Wait<>(
                        java.time.Duration.ZERO, BrokenParticipantsTest::bug, BrokenParticipantsTest::bug)),
                ask(() -> new Step.Work<Step<String>, String>(BrokenParticipantsTest::bug, step -> step)),
                ask(() -> new Step.Work<String, String>(() -> "", text -> bug())));
    }

    @ParameterizedTest
    @MethodSource("brokenSteps")
    void aDecisionThatThrowsEndsTheRun(Step<String> step) {
        Sessions sessions = new Sessions();
        assertThat(failure(sessions.async(), step)).isInstanceOf(Bug.class);
        assertThat(failure(sessions.blocking(), step)).isInstanceOf(Bug.class);
        assertThat(sessions.opened).hasValue(2);
        assertThat(sessions.closed).hasValue(2);
    }

    @Test
    void anErrorEndsTheRunToo() {
        Sessions sessions = new Sessions();
        Error error = new NoClassDefFoundError("missing");
        MigrationListener listener = event -> {
            throw error;
        };
        Step<String> step =
                ask(() -> new Step.Tell<>(new MigrationEvent.LeaseReleased(), () -> new Step.Done<>("never")));
        assertThat(failure(sessions.async(), step, listener, Runnable::run)).isSameAs(error);
        try {
            new BlockingDriver(sessions.blocking(), List.of(listener)).run(step);
            throw new AssertionError("no failure");
        } catch (NoClassDefFoundError thrown) {
            assertThat(thrown).isSameAs(error);
        }
        assertThat(sessions.closed).hasValue(2);
    }

    @Test
    void aListenerThatThrowsStopsNothing() throws Exception {
        Step<String> step = new Step.Tell<>(new MigrationEvent.LeaseReleased(), () -> new Step.Done<>("done"));
        MigrationListener broken = event -> {
            throw new Bug();
        };
        assertThat(new BlockingDriver(new Sessions().blocking(), List.of(broken)).run(step))
                .isEqualTo("done");
        assertThat(new AsyncDriver(new Sessions().async(), List.of(broken), Runnable::run)
                        .run(step)
                        .toCompletableFuture()
                        .get())
                .isEqualTo("done");
    }

    @Test
    void aCommandThatThrowsOrIsNullEndsTheRun() {
        Sessions throwing = new Sessions(script -> {
            throw new Bug();
        });
        assertThat(failure(throwing.async(), ask(() -> ask(null)))).isInstanceOf(Bug.class);
        assertThat(failure(throwing.blocking(), ask(() -> ask(null)))).isInstanceOf(Bug.class);
        assertThat(throwing.closed).hasValue(2);
        Sessions silent = new Sessions(script -> null);
        assertThat(failure(silent.async(), ask(() -> ask(null)))).isInstanceOf(NullPointerException.class);
        Sessions failing = new Sessions(script -> CompletableFuture.failedStage(new Bug()));
        assertThat(failure(failing.async(), ask(() -> ask(null)))).isInstanceOf(Bug.class);
        assertThat(failing.closed).hasValue(1);
    }

    @Test
    void aRunnerThatThrowsOrOpensNothingEndsTheRun() {
        assertThat(failure(
                        (AsyncTxRunner) () -> {
                            throw new Bug();
                        },
                        ask(() -> ask(null))))
                .isInstanceOf(Bug.class);
        assertThat(failure(
                        (TxRunner) () -> {
                            throw new Bug();
                        },
                        ask(() -> ask(null))))
                .isInstanceOf(Bug.class);
        assertThat(failure((AsyncTxRunner) () -> null, ask(() -> ask(null)))).isInstanceOf(NullPointerException.class);
        assertThat(failure((AsyncTxRunner) () -> CompletableFuture.completedStage(null), ask(() -> ask(null))))
                .isInstanceOf(NullPointerException.class);
        assertThat(failure((TxRunner) () -> null, ask(() -> ask(null)))).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void workersThatTakeNoMoreTasksEndTheRunWheneverThatIs(int tasks) {
        Sessions sessions = new Sessions();
        AtomicInteger left = new AtomicInteger(tasks);
        Executor workers = task -> {
            if (left.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("shut down");
            }
            task.run();
        };
        Step<String> step = ask(() -> ask(() -> new Step.Wait<>(
                java.time.Duration.ofMillis(1), () -> ask(() -> new Step.Done<>("")), BrokenParticipantsTest::bug)));
        Throwable failure = failure(sessions.async(), step, event -> {}, workers);
        assertThat(failure)
                .isInstanceOf(RunInterruptedException.class)
                .hasRootCauseInstanceOf(RejectedExecutionException.class);
        assertThat(sessions.opened).hasValue(tasks == 0 ? 0 : 1);
        assertThat(sessions.closed).hasValue(sessions.opened.get());
    }

    @Test
    void aSessionThatClosesToNothingEndsTheRunToo() {
        Step<String> step = ask(BrokenParticipantsTest::bug);
        AsyncTxSession session = new AsyncBadlyClosing() {
            @Override
            public CompletionStage<Void> close() {
                return null;
            }
        };
        assertThat(failure((AsyncTxRunner) () -> CompletableFuture.completedStage(session), step))
                .isInstanceOf(Bug.class);
    }

    @Test
    void aSessionThatCannotBeClosedChangesNoResult() throws Exception {
        Step<String> step = ask(() -> new Step.Done<>("done"));
        assertThat(new BlockingDriver(BadlyClosing::new, List.of()).run(step)).isEqualTo("done");
        assertThat(new AsyncDriver(
                                () -> CompletableFuture.completedStage(new AsyncBadlyClosing()),
                                List.of(),
                                Runnable::run)
                        .run(step)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("done");
    }

    @Test
    void aSessionThatCannotBeClosedHidesNoFailure() {
        assertThat(failure((TxRunner) BadlyClosing::new, ask(BrokenParticipantsTest::bug)))
                .isInstanceOf(Bug.class);
        assertThat(failure(
                        (AsyncTxRunner) () -> CompletableFuture.completedStage(new AsyncBadlyClosing()),
                        ask(BrokenParticipantsTest::bug)))
                .isInstanceOf(Bug.class);
    }

    private static Throwable failure(TxRunner runner, Step<String> step) {
        try {
            new BlockingDriver(runner, List.of()).run(step);
        } catch (RuntimeException thrown) {
            return thrown;
        }
        throw new AssertionError("no failure");
    }

    private static Throwable failure(AsyncTxRunner runner, Step<String> step) {
        return failure(runner, step, event -> {}, Runnable::run);
    }

    private static Throwable failure(
            AsyncTxRunner runner, Step<String> step, MigrationListener listener, Executor workers) {
        try {
            new AsyncDriver(runner, List.of(listener), workers)
                    .run(step)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException thrown) {
            return thrown.getCause();
        } catch (Exception thrown) {
            throw new AssertionError("the stage was not completed", thrown);
        }
        throw new AssertionError("no failure");
    }

    private static final class Bug extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class BadlyClosing implements TxSession {
        @Override
        public Database database() {
            throw new AssertionError();
        }

        @Override
        public TxResult run(TxScript script) {
            return Sessions.ANSWER;
        }

        @Override
        public void abort() {}

        @Override
        public void close() {
            throw new IllegalStateException("cannot close");
        }
    }

    private static class AsyncBadlyClosing implements AsyncTxSession {
        @Override
        public CompletionStage<Database> database() {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            return CompletableFuture.completedStage(Sessions.ANSWER);
        }

        @Override
        public void abort() {}

        @Override
        public CompletionStage<Void> close() {
            throw new IllegalStateException("cannot close");
        }
    }
}
