package dev.manticore.migrations.internal.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.internal.enginetest.Sessions;
import dev.manticore.migrations.internal.enginetest.TestRuns;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows when the lease is renewed during a long command, and when the second connection is returned. */
@Timeout(60)
class LeaseRenewalEngineTest {
    private static final TxScript LONG = TxScript.autocommit(List.of("long"));
    private static final TxScript RENEW = TxScript.autocommit(List.of("renew"));
    private static final KeepAlive KEEP_ALIVE =
            new KeepAlive(Duration.ofMillis(100), jobs -> "renew", false, Duration.ofSeconds(5));

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();
    private final List<MigrationEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<TxResult> answer = new CompletableFuture<>();
    private final List<Consumer<ServerMessage>> said = new CopyOnWriteArrayList<>();
    private final List<TxScript> other = new CopyOnWriteArrayList<>();

    /** The long command is answered by hand, a renewal by {@code renewed}. */
    private AsyncTxSession session(Function<TxScript, CompletionStage<TxResult>> renewed) {
        return new AsyncTxSession() {
            @Override
            public CompletionStage<Database> database() {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<TxResult> run(TxScript script) {
                if (script.equals(LONG)) {
                    return answer;
                }
                if (!script.equals(RENEW)) {
                    other.add(script);
                }
                renewals.incrementAndGet();
                return renewed.apply(script);
            }

            @Override
            public void onMessage(Consumer<ServerMessage> receiver) {
                said.add(receiver);
            }

            @Override
            public void abort() {
                aborted.incrementAndGet();
            }

            @Override
            public CompletionStage<Void> close() {
                closed.incrementAndGet();
                return CompletableFuture.completedStage(null);
            }
        };
    }

    private static CompletionStage<TxResult> answered() {
        return CompletableFuture.completedStage(Sessions.ANSWER);
    }

    private CompletionStage<AsyncTxSession> open() {
        opened.incrementAndGet();
        return CompletableFuture.completedStage(session(script -> answered()));
    }

    private static String longCommand(Run run) {
        return longRenewed(run, KEEP_ALIVE);
    }

    private static String longRenewed(Run run, KeepAlive keepAlive) {
        try {
            run.connection().run(LONG, Waiting.forScript(keepAlive, null));
            return "done";
        } catch (TxFailure failure) {
            return "failed";
        }
    }

    private CompletableFuture<String> run(AsyncTxRunner runner, Operation<String> operation) {
        return TestRuns.start(runner, operation, events::add).toCompletableFuture();
    }

    private static void sleep(long millis) throws InterruptedException {
        MILLISECONDS.sleep(millis);
    }

    @Test
    void aLongCommandIsRenewedOnASecondConnectionUntilItEnds() throws Exception {
        CompletableFuture<String> result = run(this::open, LeaseRenewalEngineTest::longCommand);
        await().until(() -> renewals.get() >= 3);
        assertThat(opened).hasValue(2);
        answer.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        await().untilAsserted(() -> assertThat(closed).hasValue(2));
        int then = renewals.get();
        sleep(300);
        assertThat(renewals).as("after the end").hasValue(then);
        assertThat(events).isEmpty();
    }

    @Test
    void whatTheServerAnnouncesGoesIntoTheNextRenewal() throws Exception {
        KeepAlive noting = new KeepAlive(
                Duration.ofMillis(100),
                jobs -> jobs.isEmpty() ? "renew" : "renew " + jobs,
                false,
                Duration.ofSeconds(5));
        CompletableFuture<String> result = run(this::open, run -> longRenewed(run, noting));
        await().until(() -> renewals.get() >= 1);
        said.get(0).accept(notice("CREATE INDEX will take long"));
        said.get(0).accept(notice("waiting for job(s) to complete: 71, 72\nIf the statement is canceled, .."));
        await().untilAsserted(() -> assertThat(other).contains(TxScript.autocommit(List.of("renew [71, 72]"))));
        answer.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
    }

    private static ServerMessage notice(String text) {
        return new ServerMessage(ServerMessage.Severity.NOTICE, "00000", text, null, null);
    }

    @Test
    void theSecondConnectionIsGivenBackAsSoonAsTheCommandEnds() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<String> result = run(this::open, run -> {
            String done = longCommand(run);
            end.join();
            return done;
        });
        await().until(() -> renewals.get() >= 1);
        answer.complete(Sessions.ANSWER);
        await().until(() -> closed.get() == 1);
        assertThat(result).isNotDone();
        end.complete(null);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
    }

    @Test
    void aCommandThatIsOverBeforeTheFirstTickNeedsNoSecondConnection() throws Exception {
        answer.complete(Sessions.ANSWER);
        run(this::open, LeaseRenewalEngineTest::longCommand).get(30, SECONDS);
        sleep(300);
        assertThat(opened).hasValue(1);
        assertThat(renewals).hasValue(0);
    }

    @Test
    void aSecondConnectionThatIsRefusedIsComplainedOfOnceAndTriedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> attempts.incrementAndGet() == 1
                        ? open()
                        : CompletableFuture.failedStage(TxFailure.in(Phase.CONNECT, "too many connections")
                                .build()),
                LeaseRenewalEngineTest::longCommand);
        await().until(() -> attempts.get() >= 4);
        answer.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        assertThat(events).containsExactly(new MigrationEvent.LeaseNotRenewed("too many connections"));
    }

    @Test
    void aRunnerThatThrowsIsComplainedOfToo() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        return open();
                    }
                    throw new IllegalStateException("bug");
                },
                LeaseRenewalEngineTest::longCommand);
        await().until(() -> attempts.get() >= 4);
        answer.complete(Sessions.ANSWER);
        result.get(30, SECONDS);
        assertThat(events).containsExactly(new MigrationEvent.LeaseNotRenewed("bug"));
    }

    @Test
    void aPoolOfOneIsComplainedOfOnceAndWhatItGivesLateIsGivenBackUnused() throws Exception {
        CompletableFuture<AsyncTxSession> second = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result =
                run(() -> attempts.incrementAndGet() == 1 ? open() : second, LeaseRenewalEngineTest::longCommand);
        await().until(() -> attempts.get() == 2);
        sleep(500);
        answer.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        assertThat(events)
                .containsExactly(
                        new MigrationEvent.LeaseNotRenewed("no second connection, or no answer on it, in 0.1 s"));
        assertThat(closed).hasValue(1);
        second.complete(session(script -> answered()));
        await().until(() -> closed.get() == 2);
        assertThat(renewals).hasValue(0);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aRenewalThatIsUnderWayEndsBeforeItsConnectionIsGivenBack() throws Exception {
        CompletableFuture<TxResult> renewal = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> attempts.incrementAndGet() == 1
                        ? open()
                        : CompletableFuture.completedStage(session(script -> renewal)),
                LeaseRenewalEngineTest::longCommand);
        await().pollInterval(Duration.ofMillis(5)).until(() -> renewals.get() == 1);
        answer.complete(Sessions.ANSWER);
        await().until(() -> closed.get() == 1);
        renewal.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        assertThat(closed).as("when the result comes").hasValue(2);
    }

    /** The interval is long enough that the command ends before the renewal's own limit does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRenewalThatIsNeverAnsweredLeavesNoConnectionAndNoThreadBehind(boolean blocking) throws Exception {
        KeepAlive seldom = new KeepAlive(Duration.ofSeconds(2), jobs -> "renew", false, Duration.ofSeconds(5));
        Set<Thread> renewing = ConcurrentHashMap.newKeySet();
        AtomicInteger attempts = new AtomicInteger();
        AsyncTxRunner runner = () -> attempts.incrementAndGet() == 1
                ? open()
                : CompletableFuture.completedStage(session(script -> {
                    renewing.add(Thread.currentThread());
                    return new CompletableFuture<>();
                }));
        Operation<String> operation = run -> longRenewed(run, seldom);
        CompletableFuture<String> result = blocking
                ? CompletableFuture.supplyAsync(
                        () -> TestRuns.blocking(new AwaitedTxRunner(runner, () -> {}), operation, events::add),
                        RunThreads.platform())
                : run(runner, operation);
        await().until(() -> renewals.get() == 1);
        answer.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        await().until(() -> closed.get() == 2);
        await().until(() -> renewing.stream().noneMatch(Thread::isAlive));
        assertThat(renewing).hasSize(1);
    }

    @Test
    void aRenewalThatGetsItsThreadAfterTheRunOpensNothing() throws Exception {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        AtomicInteger tasks = new AtomicInteger();
        Executor late = task -> {
            if (tasks.incrementAndGet() > 1) {
                queue.add(task);
            } else {
                RunThreads.platform().execute(task);
            }
        };
        CompletableFuture<String> result = TestRuns.start(
                        late, this::open, LeaseRenewalEngineTest::longCommand, events::add)
                .toCompletableFuture();
        await().until(() -> !queue.isEmpty());
        answer.complete(Sessions.ANSWER);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        queue.remove().run();
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    /** The timer would wait for a lock that the executor's call holds, and with it every other run. */
    @Test
    void anExecutorThatTakesItsTimeHoldsNoRunUp() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Boolean> endedMeanwhile = new CompletableFuture<>();
        AtomicInteger tasks = new AtomicInteger();
        Executor slow = task -> {
            if (tasks.incrementAndGet() > 1) {
                answer.complete(Sessions.ANSWER);
                endedMeanwhile.complete(isReached(ended));
            }
            RunThreads.platform().execute(task);
        };
        CompletableFuture<String> result = TestRuns.start(slow, this::open, run -> {
                    String done = longCommand(run);
                    ended.countDown();
                    return done;
                })
                .toCompletableFuture();
        assertThat(endedMeanwhile.get(50, SECONDS)).isTrue();
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(20, SECONDS);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void aRenewalThatIsRefusedIsComplainedOfAndTheConnectionKept() throws Exception {
        TxFailure refused = TxFailure.in(Phase.STATEMENT, "division by zero")
                .sqlState("22012")
                .build();
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> attempts.incrementAndGet() == 1
                        ? open()
                        : CompletableFuture.completedStage(session(script -> CompletableFuture.failedStage(refused))),
                LeaseRenewalEngineTest::longCommand);
        await().until(() -> renewals.get() >= 3);
        assertThat(attempts).hasValue(2);
        answer.complete(Sessions.ANSWER);
        result.get(30, SECONDS);
        assertThat(events).containsExactly(new MigrationEvent.LeaseNotRenewed("division by zero"));
        assertThat(closed).hasValue(2);
    }

    @Test
    void aConnectionThatIsLostIsOpenedAgain() throws Exception {
        TxFailure lost =
                TxFailure.in(Phase.UNANSWERED, "gone").sessionLost(true).build();
        Queue<CompletionStage<TxResult>> answers = new ConcurrentLinkedQueue<>();
        answers.add(CompletableFuture.failedStage(lost));
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> attempts.incrementAndGet() == 1
                        ? open()
                        : CompletableFuture.completedStage(
                                session(script -> answers.isEmpty() ? answered() : answers.poll())),
                LeaseRenewalEngineTest::longCommand);
        await().until(() -> renewals.get() >= 3);
        assertThat(attempts).hasValue(3);
        answer.complete(Sessions.ANSWER);
        result.get(30, SECONDS);
        await().untilAsserted(() -> assertThat(closed).hasValue(3));
    }

    @Test
    void theOnlyConnectionOfAPoolIsNotKeptFromTheRunThatNeedsANewOne() throws Exception {
        // A pool of one: whoever asks first gets it when it is given back.
        Queue<CompletableFuture<AsyncTxSession>> waiting = new ConcurrentLinkedQueue<>();
        AtomicInteger free = new AtomicInteger(1);
        AsyncTxRunner pool = new PoolOfOne(waiting, free);
        TxFailure lost =
                TxFailure.in(Phase.UNANSWERED, "gone").sessionLost(true).build();
        Operation<String> step = run -> {
            longCommand(run);
            try {
                run.send(RENEW);
                return "done";
            } catch (TxFailure failure) {
                return "failed";
            }
        };
        CompletableFuture<String> result = run(pool, step);
        await().until(() -> !waiting.isEmpty());
        answer.completeExceptionally(lost);
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        await().untilAsserted(() -> assertThat(free).hasValue(1));
    }

    @Test
    void aBlockingRunRenewsOnAThreadOfItsOwn() {
        Thread caller = Thread.currentThread();
        Sessions sessions = new Sessions(script -> {
            if (script.equals(RENEW)) {
                assertThat(Thread.currentThread()).isNotSameAs(caller);
                assertThat(Thread.currentThread().isDaemon()).isTrue();
                renewals.incrementAndGet();
                return answered();
            }
            await().until(() -> renewals.get() >= 3);
            return answered();
        });
        String result = TestRuns.blocking(sessions.blocking(), LeaseRenewalEngineTest::longCommand, events::add);
        assertThat(result).isEqualTo("done");
        await().untilAsserted(() -> assertThat(sessions.closed).hasValue(2));
        assertThat(sessions.opened).hasValue(2);
        assertThat(events).isEmpty();
    }

    @Test
    void aBlockingRunGivesTheSecondConnectionBackAsSoonAsTheCommandEnds() {
        Sessions sessions = new Sessions(script -> {
            if (script.equals(RENEW)) {
                renewals.incrementAndGet();
            } else {
                await().until(() -> renewals.get() >= 1);
            }
            return answered();
        });
        AtomicInteger closedMeanwhile = new AtomicInteger();
        TestRuns.blocking(sessions.blocking(), run -> {
            String done = longCommand(run);
            await().until(() -> sessions.closed.get() == 1);
            closedMeanwhile.incrementAndGet();
            return done;
        });
        assertThat(closedMeanwhile).hasValue(1);
    }

    @Test
    void nothingIsRenewedBeforeTheFirstConnectionIsThere() throws Exception {
        CompletableFuture<AsyncTxSession> first = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> {
                    attempts.incrementAndGet();
                    return first;
                },
                LeaseRenewalEngineTest::longCommand);
        sleep(300);
        assertThat(attempts).hasValue(1);
        answer.complete(Sessions.ANSWER);
        first.complete(session(script -> answered()));
        assertThat(result.get(30, SECONDS)).isEqualTo("done");
        Sessions sessions = new Sessions();
        TxRunner slow = () -> {
            await().pollDelay(100, MILLISECONDS).until(() -> true);
            return sessions.blocking().open();
        };
        assertThat(TestRuns.blocking(slow, LeaseRenewalEngineTest::longCommand)).isEqualTo("done");
        assertThat(sessions.opened).hasValue(1);
    }

    @Test
    void oneComplaintIsEnoughForAWholeRun() throws Exception {
        Queue<CompletableFuture<TxResult>> pending = new ConcurrentLinkedQueue<>();
        Sessions sessions = new Sessions(script -> {
            CompletableFuture<TxResult> stage = new CompletableFuture<>();
            pending.add(stage);
            return stage;
        });
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> result = run(
                () -> attempts.incrementAndGet() == 1
                        ? CompletableFuture.completedStage(sessions.new AsyncSession())
                        : CompletableFuture.failedStage(new IllegalStateException("none left")),
                run -> longCommand(run).equals("done") ? longCommand(run) : "failed");
        for (int i = 0; i < 2; i++) {
            int then = attempts.get();
            await().until(() -> attempts.get() >= then + 2);
            pending.remove().complete(Sessions.ANSWER);
        }
        result.get(30, SECONDS);
        assertThat(events).containsExactly(new MigrationEvent.LeaseNotRenewed("none left"));
    }

    /** Hands its connection to whoever waits for the longest. */
    private final class PoolOfOne implements AsyncTxRunner {
        private final Queue<CompletableFuture<AsyncTxSession>> waiting;
        private final AtomicInteger free;

        PoolOfOne(Queue<CompletableFuture<AsyncTxSession>> waiting, AtomicInteger free) {
            this.waiting = waiting;
            this.free = free;
        }

        @Override
        public CompletionStage<AsyncTxSession> open() {
            CompletableFuture<AsyncTxSession> stage = new CompletableFuture<>();
            waiting.add(stage);
            serve();
            return stage;
        }

        private void serve() {
            if (waiting.isEmpty() || !free.compareAndSet(1, 0)) {
                return;
            }
            AsyncTxSession session = session(script -> answered());
            waiting.remove().complete(new AsyncTxSession() {
                @Override
                public CompletionStage<Database> database() {
                    return session.database();
                }

                @Override
                public CompletionStage<TxResult> run(TxScript script) {
                    return session.run(script);
                }

                @Override
                public void abort() {
                    session.abort();
                }

                @Override
                public CompletionStage<Void> close() {
                    free.set(1);
                    serve();
                    return session.close();
                }
            });
        }
    }
}
