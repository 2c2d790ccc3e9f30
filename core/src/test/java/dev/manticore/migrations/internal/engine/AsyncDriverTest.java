package dev.manticore.migrations.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AsyncDriverTest {
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));

    private static Step<String> ask(int times) {
        return times == 0
                ? new Step.Done<>("done")
                : new Step.Ask<TxResult, String>(
                        new Command.Run(SCRIPT),
                        Patience.ENDLESS,
                        result -> ask(times - 1),
                        failure -> new Step.Done<>("failed"));
    }

    @Test
    void theCallerReturnsWhileTheConnectionIsPending() {
        CompletableFuture<AsyncTxSession> pending = new CompletableFuture<>();
        CompletableFuture<String> result = new AsyncDriver(() -> pending, List.of(), Runnable::run)
                .run(ask(1))
                .toCompletableFuture();
        assertThat(result).isNotDone();
        pending.complete(new Sessions().new AsyncSession());
        assertThat(result).isCompletedWithValue("done");
    }

    @Test
    void theCallerReturnsWhileAnAnswerIsPendingAndTheAnsweringThreadGoesOn() {
        List<CompletableFuture<TxResult>> pending = new ArrayList<>();
        Sessions sessions = new Sessions(script -> {
            pending.add(new CompletableFuture<>());
            return pending.get(pending.size() - 1);
        });
        CompletableFuture<String> result = new AsyncDriver(sessions.async(), List.of(), Runnable::run)
                .run(ask(2))
                .toCompletableFuture();
        assertThat(pending).hasSize(1);
        pending.get(0).complete(Sessions.ANSWER);
        assertThat(pending).hasSize(2);
        assertThat(result).isNotDone();
        pending.get(1).complete(Sessions.ANSWER);
        assertThat(result).isCompletedWithValue("done");
        assertThat(sessions.closed).hasValue(1);
    }

    @Test
    void aWaitBlocksNobody() throws Exception {
        Step<String> wait = new Step.Wait<>(Duration.ofMillis(300), () -> ask(0), () -> ask(0));
        long start = System.nanoTime();
        CompletionStage<String> result = new AsyncDriver(new Sessions().async(), List.of(), Runnable::run).run(wait);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(250));
        assertThat(result.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void sourcesAreLoadedOnTheWorkerWhileTheCallerIsFree() throws Exception {
        CountDownLatch mayLoad = new CountDownLatch(1);
        AtomicReference<String> loader = new AtomicReference<>();
        MigrationSource source = new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                try {
                    mayLoad.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                loader.set(Thread.currentThread().getName());
                return List.of(
                        new SourceScript("V1__a.sql", "CREATE TABLE t1_1 (a int);".getBytes(UTF_8), "V1__a.sql"));
            }

            @Override
            public String description() {
                return "slow";
            }
        };
        ModelDatabase database = new ModelDatabase(Product.POSTGRESQL);
        ModelConnections connections = new ModelConnections(database, Faults.none());
        ExecutorService workers = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
        CompletionStage<MigrationReport> result = AsyncMigrator.builder(
                        new ModelAsyncConnections(connections, () -> Runnable::run), workers)
                .source(source)
                .build()
                .migrate();
        assertThat(result.toCompletableFuture()).isNotDone();
        mayLoad.countDown();
        assertThat(result.toCompletableFuture().get(10, TimeUnit.SECONDS).steps())
                .hasSize(1);
        assertThat(loader).hasValue("worker");
        workers.shutdown();
    }

    @Test
    void theResultComesOnceAndAfterTheConnectionWasGivenBack() {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        AtomicInteger completions = new AtomicInteger();
        AsyncTxSession session = new AsyncTxSession() {
            @Override
            public CompletionStage<dev.manticore.migrations.spi.Database> database() {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<TxResult> run(TxScript script) {
                return CompletableFuture.completedStage(Sessions.ANSWER);
            }

            @Override
            public void abort() {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<Void> close() {
                return closing;
            }
        };
        CompletionStage<String> result =
                new AsyncDriver(() -> CompletableFuture.completedStage(session), List.of(), Runnable::run).run(ask(3));
        result.whenComplete((value, failure) -> completions.incrementAndGet());
        assertThat(completions).hasValue(0);
        closing.complete(null);
        assertThat(completions).hasValue(1);
    }

    @Test
    void noCallerCanCompleteTheResult() {
        CompletionStage<String> result =
                new AsyncDriver(CompletableFuture<AsyncTxSession>::new, List.of(), Runnable::run).run(ask(1));
        assertThat(result.toCompletableFuture().complete("forged")).isTrue();
        AtomicInteger completions = new AtomicInteger();
        result.whenComplete((value, failure) -> completions.incrementAndGet());
        assertThat(completions).hasValue(0);
    }

    @Test
    void eventsComeOneAtATimeAndInOrder() {
        List<MigrationEvent> events = new ArrayList<>();
        MigrationEvent first = new MigrationEvent.LeaseReleased();
        MigrationEvent second = new MigrationEvent.LeaseNotRenewed("x");
        Step<String> steps = new Step.Tell<>(first, () -> new Step.Tell<>(second, () -> ask(0)));
        new AsyncDriver(new Sessions().async(), List.of(events::add), Runnable::run).run(steps);
        assertThat(events).containsExactly(first, second);
    }

    @Test
    void whatFollowsAWaitIsNotDoneOnTheTimerThatTheWholeJvmShares() throws Exception {
        AtomicReference<String> thread = new AtomicReference<>();
        Step<String> wait = new Step.Wait<>(
                Duration.ofMillis(10),
                () -> {
                    thread.set(Thread.currentThread().getName());
                    return ask(0);
                },
                () -> ask(0));
        new AsyncDriver(new Sessions().async(), List.of(), Threads.workers())
                .run(wait)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(thread).hasValue("manticore-worker");
    }

    @Test
    void nothingOfTheRunIsDoneOnTheThreadsThatCallAndReply() throws Exception {
        ExecutorService replying = Executors.newSingleThreadExecutor(task -> new Thread(task, "replies"));
        ExecutorService workers = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
        ModelConnections connections = new ModelConnections(new ModelDatabase(Product.POSTGRESQL), Faults.none());
        List<String> threads = new CopyOnWriteArrayList<>();
        Runnable note = () -> threads.add(Thread.currentThread().getName());
        AsyncTxRunner runner = new ModelAsyncConnections(
                () -> {
                    note.run();
                    return connections.open();
                },
                () -> replying);
        AsyncMigrator.builder(runner, workers)
                .source(MigrationSource.of(Scripts.atomic(1), Scripts.concurrent(2, 3)))
                .historyStore(noting(HistoryStore.table(null, "_migrations"), note))
                .listener(event -> note.run())
                .build()
                .migrate()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(threads).hasSizeGreaterThan(10).containsOnly("worker");
        replying.shutdown();
        workers.shutdown();
    }

    /** Runs {@code note} at each call of the store, which renders SQL and reads answers. */
    private static HistoryStore noting(HistoryStore store, Runnable note) {
        return (HistoryStore) Proxy.newProxyInstance(
                HistoryStore.class.getClassLoader(),
                new Class<?>[] {HistoryStore.class},
                (proxy, method, arguments) -> {
                    note.run();
                    Object answer = method.invoke(store, arguments);
                    return answer instanceof HistoryStore other ? noting(other, note) : answer;
                });
    }

    @Test
    void workersAreFewAndEndByThemselves() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Executor workers = Threads.workers();
        Step<String> step = ask(10);
        for (int i = 0; i < 50; i++) {
            Step<String> noting = new Step.Work<>(() -> threads.add(Thread.currentThread()), noted -> step);
            new AsyncDriver(new Sessions().async(), List.of(), workers)
                    .run(noting)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
        assertThat(threads).hasSizeBetween(1, 4).allMatch(Thread::isDaemon);
        await().atMost(20, TimeUnit.SECONDS).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
