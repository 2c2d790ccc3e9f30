package dev.manticore.migrations.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.KeepAlive;
import dev.manticore.migrations.internal.connection.Waiting;
import dev.manticore.migrations.internal.enginetest.Sessions;
import dev.manticore.migrations.internal.enginetest.TestRuns;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that a run with a broken part ends, returns its connection and reports the exception. */
@Timeout(60)
class BrokenParticipantsEngineTest {
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));

    private static String ask(Run run) {
        try {
            run.send(SCRIPT);
            return "done";
        } catch (TxFailure failure) {
            return "failed";
        }
    }

    static Stream<Operation<String>> brokenOperations() {
        return Stream.of(
                run -> {
                    ask(run);
                    throw new Bug();
                },
                run -> {
                    ask(run);
                    ask(run);
                    throw new Bug();
                },
                run -> {
                    ask(run);
                    run.tell(new MigrationEvent.LeaseReleased());
                    throw new Bug();
                });
    }

    @ParameterizedTest
    @MethodSource("brokenOperations")
    void anOperationThatThrowsEndsTheRun(Operation<String> operation) {
        Sessions sessions = new Sessions();
        assertThat(failure(sessions.async(), operation)).isInstanceOf(Bug.class);
        assertThat(failure(sessions.blocking(), operation)).isInstanceOf(Bug.class);
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
        Operation<String> operation = run -> {
            ask(run);
            run.tell(new MigrationEvent.LeaseReleased());
            return "never";
        };
        assertThat(failure(sessions.async(), operation, listener)).isSameAs(error);
        assertThat(catchThrowable(() -> TestRuns.blocking(sessions.blocking(), operation, listener)))
                .isSameAs(error);
        assertThat(sessions.closed).hasValue(2);
    }

    @Test
    void aListenerThatThrowsStopsNothing() throws Exception {
        Operation<String> operation = run -> {
            run.tell(new MigrationEvent.LeaseReleased());
            return "done";
        };
        MigrationListener broken = event -> {
            throw new Bug();
        };
        assertThat(TestRuns.blocking(new Sessions().blocking(), operation, broken))
                .isEqualTo("done");
        assertThat(TestRuns.start(new Sessions().async(), operation, broken)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo("done");
    }

    @Test
    void aCommandThatThrowsOrIsNullEndsTheRun() {
        Sessions throwing = new Sessions(script -> {
            throw new Bug();
        });
        assertThat(failure(throwing.async(), BrokenParticipantsEngineTest::ask)).isInstanceOf(Bug.class);
        assertThat(failure(throwing.blocking(), BrokenParticipantsEngineTest::ask))
                .isInstanceOf(Bug.class);
        assertThat(throwing.closed).hasValue(2);
        Sessions silent = new Sessions(script -> null);
        assertThat(failure(silent.async(), BrokenParticipantsEngineTest::ask)).isInstanceOf(NullPointerException.class);
        Sessions failing = new Sessions(script -> CompletableFuture.failedStage(new Bug()));
        assertThat(failure(failing.async(), BrokenParticipantsEngineTest::ask)).isInstanceOf(Bug.class);
        assertThat(failing.closed).hasValue(1);
    }

    @Test
    void aRunnerThatThrowsOrOpensNothingEndsTheRun() {
        AsyncTxRunner throwingAsync = () -> {
            throw new Bug();
        };
        TxRunner throwing = () -> {
            throw new Bug();
        };
        AsyncTxRunner noStage = () -> null;
        AsyncTxRunner noSession = () -> CompletableFuture.completedStage(null);
        TxRunner nothing = () -> null;
        assertThat(failure(throwingAsync, BrokenParticipantsEngineTest::ask)).isInstanceOf(Bug.class);
        assertThat(failure(throwing, BrokenParticipantsEngineTest::ask)).isInstanceOf(Bug.class);
        assertThat(failure(noStage, BrokenParticipantsEngineTest::ask)).isInstanceOf(NullPointerException.class);
        assertThat(failure(noSession, BrokenParticipantsEngineTest::ask)).isInstanceOf(NullPointerException.class);
        assertThat(failure(nothing, BrokenParticipantsEngineTest::ask)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void anExecutorThatTakesNoMoreTasksFailsTheCall() {
        Sessions sessions = new Sessions();
        CompletableFuture<String> result = TestRuns.start(
                        task -> {
                            throw new RejectedExecutionException("shut down");
                        },
                        sessions.async(),
                        BrokenParticipantsEngineTest::ask)
                .toCompletableFuture();

        assertThat(catchThrowable(result::join).getCause())
                .isInstanceOf(RunInterruptedException.class)
                .hasRootCauseInstanceOf(RejectedExecutionException.class);
        assertThat(sessions.opened).hasValue(0);
    }

    @Test
    void aSessionThatClosesToNothingEndsTheRunToo() {
        AsyncTxSession session = new AsyncBadlyClosing() {
            @Override
            public CompletionStage<Void> close() {
                return null;
            }
        };
        assertThat(failure(() -> CompletableFuture.completedStage(session), run -> {
                    ask(run);
                    throw new Bug();
                }))
                .isInstanceOf(Bug.class);
    }

    @Test
    void aSessionThatCannotBeClosedChangesNoResult() throws Exception {
        assertThat(TestRuns.blocking(BadlyClosing::new, BrokenParticipantsEngineTest::ask))
                .isEqualTo("done");
        assertThat(TestRuns.start(
                                () -> CompletableFuture.completedStage(new AsyncBadlyClosing()),
                                BrokenParticipantsEngineTest::ask)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo("done");
    }

    @Test
    void aSessionThatCannotBeClosedHidesNoFailure() {
        Operation<String> broken = run -> {
            ask(run);
            throw new Bug();
        };
        TxRunner blocking = BadlyClosing::new;
        assertThat(failure(blocking, broken)).isInstanceOf(Bug.class);
        AsyncTxRunner async = () -> CompletableFuture.completedStage(new AsyncBadlyClosing());
        assertThat(failure(async, broken)).isInstanceOf(Bug.class);
    }

    /** What throws is the first command's end by the timer; the second one has its limit all the same. */
    @Test
    void aSessionThatCannotBeAbortedLeavesTheLimitsInForce() throws Exception {
        List<AsyncTxSession> opened = new CopyOnWriteArrayList<>();
        AsyncTxRunner runner = () -> {
            opened.add(new AsyncBadlyClosing() {
                @Override
                public CompletionStage<TxResult> run(TxScript script) {
                    return new CompletableFuture<>();
                }

                @Override
                public void abort() {
                    throw new IllegalStateException("cannot abort");
                }
            });
            return CompletableFuture.completedStage(opened.get(opened.size() - 1));
        };
        Waiting limited = Waiting.forOwnQuery(Duration.ofMillis(200));
        Operation<String> operation = run -> {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> run.connection().run(SCRIPT, limited))
                        .isInstanceOf(TxFailure.class)
                        .hasMessage("no answer in 0.2 s");
            }
            return "done";
        };
        assertThat(TestRuns.start(runner, operation).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isEqualTo("done");
        assertThat(opened)
                .as("a session that could not be aborted is not used again")
                .hasSize(2);
    }

    /** An interrupt's request to the server fails; the connection is given up a while later. */
    @Test
    void aStatementThatCannotBeCancelledIsGivenUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AsyncTxRunner runner = () -> CompletableFuture.completedStage(new AsyncBadlyClosing() {
            @Override
            public CompletionStage<TxResult> run(TxScript script) {
                asked.countDown();
                return new CompletableFuture<>();
            }

            @Override
            public void cancel() {
                throw new IllegalStateException("cannot cancel");
            }
        });
        KeepAlive never = new KeepAlive(Duration.ofMinutes(1), jobs -> "renew", false, Duration.ofSeconds(5));
        AsyncRun<String> started = TestRuns.start(runner, run -> {
            assertThatThrownBy(() -> run.connection().run(SCRIPT, Waiting.forScript(never, null)))
                    .isInstanceOf(TxFailure.class)
                    .hasMessageContaining("the run was interrupted");
            return "done";
        });
        asked.await();
        started.cancel();
        assertThat(started.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo("done");
    }

    private static Throwable failure(TxRunner runner, Operation<String> operation) {
        return catchThrowable(() -> TestRuns.blocking(runner, operation));
    }

    private static Throwable failure(
            AsyncTxRunner runner, Operation<String> operation, MigrationListener... listeners) {
        CompletableFuture<String> result =
                TestRuns.start(runner, operation, listeners).toCompletableFuture();
        Throwable thrown = catchThrowable(() -> result.get(30, TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        return thrown.getCause();
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
