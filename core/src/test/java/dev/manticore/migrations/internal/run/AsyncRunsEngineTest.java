package dev.manticore.migrations.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.RunThreads;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelAsyncConnections;
import dev.manticore.migrations.internal.enginetest.ModelConnections;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.Scripts;
import dev.manticore.migrations.internal.enginetest.Sessions;
import dev.manticore.migrations.internal.enginetest.TestRuns;
import dev.manticore.migrations.internal.operation.Initialize;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.ForwardingAsyncTxSession;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows on which threads non-blocking runs work, and when they end. */
@Timeout(60)
class AsyncRunsEngineTest {
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));

    private static String ask(Run run) {
        try {
            run.send(SCRIPT);
            return "done";
        } catch (TxFailure failure) {
            return "failed";
        }
    }

    private static <T> T result(AsyncRun<T> run) throws Exception {
        return run.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void theCallerReturnsWhileTheConnectionIsPending() throws Exception {
        CompletableFuture<AsyncTxSession> pending = new CompletableFuture<>();
        AsyncRun<String> run = TestRuns.start(() -> pending, AsyncRunsEngineTest::ask);
        assertThat(run.toCompletableFuture()).isNotDone();
        pending.complete(new Sessions().new AsyncSession());
        assertThat(result(run)).isEqualTo("done");
    }

    @Test
    void theCallerReturnsWhileAnAnswerIsPending() throws Exception {
        List<CompletableFuture<TxResult>> pending = new CopyOnWriteArrayList<>();
        Sessions sessions = new Sessions(script -> {
            pending.add(new CompletableFuture<>());
            return pending.get(pending.size() - 1);
        });
        AsyncRun<String> run = TestRuns.start(sessions.async(), started -> ask(started) + ask(started));
        for (int i = 0; i < 2; i++) {
            int expected = i + 1;
            await().until(() -> pending.size() == expected);
            assertThat(run.toCompletableFuture()).isNotDone();
            pending.get(i).complete(Sessions.ANSWER);
        }
        assertThat(result(run)).isEqualTo("donedone");
        assertThat(sessions.closed).hasValue(1);
    }

    /** Each of these runs waits for an answer; with a limited number of threads the last ones would not start. */
    @Test
    void aRunIsNeverQueuedBehindAnother() throws Exception {
        CompletableFuture<TxResult> answer = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        Sessions sessions = new Sessions(script -> {
            asked.incrementAndGet();
            return answer;
        });
        List<AsyncRun<String>> runs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            runs.add(TestRuns.start(sessions.async(), AsyncRunsEngineTest::ask));
        }
        await().until(() -> asked.get() == 100);
        answer.complete(Sessions.ANSWER);
        for (AsyncRun<String> run : runs) {
            assertThat(result(run)).isEqualTo("done");
        }
        assertThat(sessions.closed).hasValue(100);
    }

    @Test
    void noThreadIsLeftAfterTheLastRun() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Executor noting = task -> RunThreads.platform().execute(() -> {
            threads.add(Thread.currentThread());
            task.run();
        });
        for (int i = 0; i < 10; i++) {
            result(TestRuns.start(noting, new Sessions().async(), AsyncRunsEngineTest::ask));
        }
        assertThat(threads).hasSize(10).allMatch(Thread::isDaemon);
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void theResultComesAfterTheConnectionWasGivenBack() throws Exception {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        AsyncTxSession session = new ForwardingAsyncTxSession(new Sessions().new AsyncSession()) {
            @Override
            public CompletionStage<Void> close() {
                closed.complete(null);
                return closing;
            }
        };
        AsyncRun<String> run =
                TestRuns.start(() -> CompletableFuture.completedStage(session), AsyncRunsEngineTest::ask);
        closed.get(30, TimeUnit.SECONDS);
        assertThat(run.toCompletableFuture()).isNotDone();
        closing.complete(null);
        assertThat(result(run)).isEqualTo("done");
    }

    @Test
    void eventsComeInOrder() throws Exception {
        List<MigrationEvent> events = new CopyOnWriteArrayList<>();
        MigrationEvent first = new MigrationEvent.LeaseReleased();
        MigrationEvent second = new MigrationEvent.LeaseNotRenewed("x");
        result(TestRuns.start(
                new Sessions().async(),
                run -> {
                    run.tell(first);
                    run.tell(second);
                    return "";
                },
                events::add));
        assertThat(events).containsExactly(first, second);
    }

    @Test
    void nothingOfTheRunIsDoneOnTheThreadsThatCallAndReply() throws Exception {
        Set<Thread> own = ConcurrentHashMap.newKeySet();
        Executor noting = task -> RunThreads.platform().execute(() -> {
            own.add(Thread.currentThread());
            task.run();
        });
        ModelConnections connections = new ModelConnections(new ModelDatabase(Product.POSTGRESQL), Faults.none());
        List<Thread> working = new CopyOnWriteArrayList<>();
        MigrationReport report =
                result(AsyncMigrator.builder(new ModelAsyncConnections(connections, RunThreads::platform), noting)
                        .source(MigrationSource.of(Scripts.atomic(1), Scripts.concurrent(2, 3)))
                        .listener(event -> working.add(Thread.currentThread()))
                        .build()
                        .migrate());
        assertThat(report.steps()).hasSize(2);
        assertThat(working).hasSizeGreaterThan(5).allMatch(own::contains);
        assertThat(Set.copyOf(working))
                .as("the run's thread; another one reads the files")
                .hasSize(1);
        assertThat(own).hasSize(2).doesNotContain(Thread.currentThread());
    }

    @Test
    void aConnectionThatIsPendingIsNotWaitedForAfterCancellingAndGoesBackWhenItComes() throws Exception {
        CompletableFuture<AsyncTxSession> pending = new CompletableFuture<>();
        CompletableFuture<Void> opening = new CompletableFuture<>();
        AsyncTxRunner runner = () -> {
            opening.complete(null);
            return pending;
        };
        AsyncRun<Void> run = TestRuns.start(runner, new Initialize());
        opening.get(30, TimeUnit.SECONDS);

        run.cancel().toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(catchThrowable(() -> result(run)).getCause()).isInstanceOf(RunInterruptedException.class);
        Sessions sessions = new Sessions();
        pending.complete(sessions.new AsyncSession());
        assertThat(sessions.closed).hasValue(1);
    }
}
