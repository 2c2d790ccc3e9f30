package dev.manticore.migrations.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows how the connection that renews the lease detects a lost answer. */
@Timeout(30)
class SilenceEngineTest {
    private static final KeepAlive KEEP_ALIVE =
            new KeepAlive(Duration.ofMillis(50), jobs -> "renew", true, Duration.ofMillis(300));

    private final List<Renewing> sessions = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final List<TxScript> sent = new CopyOnWriteArrayList<>();
    private static final TxResult ANSWER = new TxResult(List.of(Rows.NONE));

    private long start;
    private Function<TxScript, CompletionStage<TxResult>> answers = script -> new CompletableFuture<>();
    private final Timer timer = new Timer(true);
    private final LeaseRenewal renewal = renewal(() -> {
        Renewing opened = new Renewing();
        sessions.add(opened);
        return CompletableFuture.completedStage(opened);
    });

    /** One that is checked by a timer, as a run's is. */
    private LeaseRenewal renewal(AsyncTxRunner runner) {
        LeaseRenewal made = new LeaseRenewal(new AwaitedTxRunner(runner, () -> {}), RunThreads.platform());
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        made.check();
                    }
                },
                10,
                10);
        return made;
    }

    @AfterEach
    void close() {
        renewal.close();
        timer.cancel();
    }

    private void begin(KeepAlive keepAlive, OptionalInt backend) {
        start = System.nanoTime();
        renewal.begin(new RenewedCommand(keepAlive, null, backend, List::of, reasons::add));
    }

    /** A server whose process has had nothing to do since a while after the command was sent. */
    private CompletionStage<TxResult> idle(Duration after) {
        long idle = Duration.ofNanos(System.nanoTime() - start).minus(after).toMillis();
        return CompletableFuture.completedStage(new TxResult(
                List.of(Rows.NONE, Rows.NONE, new Rows(List.of("idle_ms"), List.of(List.of(String.valueOf(idle)))))));
    }

    @Test
    void aRenewalThatIsNotAnsweredIsTriedOnAnotherConnection() {
        begin(KEEP_ALIVE, OptionalInt.empty());
        await().until(() -> sessions.size() == 1);
        answers = script -> CompletableFuture.completedStage(ANSWER);

        await().until(() -> sessions.size() == 2);

        assertThat(sessions.get(0).aborted).isTrue();
        assertThat(sessions.get(1).aborted).isFalse();
        assertThat(renewal.takeComplaint())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no answer"));
    }

    @Test
    void aServerThatAnswersNobodyForTwoLeasesIsNotWaitedFor() {
        long start = System.nanoTime();
        begin(KEEP_ALIVE, OptionalInt.empty());

        await().until(() -> !reasons.isEmpty());

        assertThat(reasons.get(0)).isEqualTo("the server has not answered on any connection for a while");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    /** As it does while the command commits, whose fence has locked the lease's row. */
    @Test
    void aServerThatRefusesToRenewIsWaitedFor() {
        answers = script -> CompletableFuture.failedStage(
                TxFailure.in(Phase.STATEMENT, "lock timeout").sqlState("55P03").build());
        begin(KEEP_ALIVE, OptionalInt.empty());

        await().during(Duration.ofMillis(600)).until(reasons::isEmpty);
        assertThat(sessions).hasSize(1);
    }

    @Test
    void aServerThatNobodyCanConnectToForTwoLeasesIsNotWaitedFor() {
        LeaseRenewal unreachable =
                renewal(() -> CompletableFuture.failedStage(TxFailure.in(Phase.CONNECT, "no connection")
                        .cause(new SocketTimeoutException("connect timed out"))
                        .build()));
        unreachable.begin(new RenewedCommand(KEEP_ALIVE, null, OptionalInt.empty(), List::of, reasons::add));

        await().until(() -> !reasons.isEmpty());

        assertThat(reasons.get(0)).isEqualTo("the server has not answered on any connection for a while");
        unreachable.close();
    }

    /** A pool that has no other connection says nothing about the server. */
    @Test
    void noSecondConnectionIsNoReasonToGiveUp() {
        LeaseRenewal alone = renewal(CompletableFuture::new);
        alone.begin(new RenewedCommand(KEEP_ALIVE, null, OptionalInt.empty(), List::of, reasons::add));

        await().during(Duration.ofMillis(600)).until(reasons::isEmpty);

        alone.close();
    }

    @Test
    void aCommandThatTheServerIsDoneWithIsNotWaitedFor() {
        answers = script -> {
            sent.add(script);
            return idle(Duration.ofMillis(20));
        };
        begin(KEEP_ALIVE, OptionalInt.of(4711));

        await().until(() -> !reasons.isEmpty());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
        assertThat(reasons.get(0)).isEqualTo("the server is done with it, but its answer did not arrive");
        assertThat(sent.get(0).statements()).hasSize(3);
        assertThat(sent.get(0).statements().get(2).sql()).contains("pg_stat_activity", "pid = 4711");
    }

    @Test
    void oneThatItIsAtWorkOnIsWaitedFor() {
        answers = script -> CompletableFuture.completedStage(
                new TxResult(List.of(Rows.NONE, Rows.NONE, new Rows(List.of("idle_ms"), List.of()))));
        begin(KEEP_ALIVE, OptionalInt.of(4711));

        await().during(Duration.ofMillis(600)).until(reasons::isEmpty);
    }

    @Test
    void theServerIsNotAskedWhereItCannotTell() {
        answers = script -> {
            sent.add(script);
            return CompletableFuture.completedStage(ANSWER);
        };
        begin(
                new KeepAlive(Duration.ofMillis(50), jobs -> "renew", false, Duration.ofMillis(300)),
                OptionalInt.of(4711));

        await().until(() -> !sent.isEmpty());

        assertThat(sent.get(0)).isEqualTo(TxScript.autocommit(List.of("renew")));
    }

    private final class Renewing implements AsyncTxSession {
        private final CompletableFuture<TxResult> lost = new CompletableFuture<>();
        private volatile boolean aborted;

        @Override
        public CompletionStage<Database> database() {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            CompletionStage<TxResult> answer = answers.apply(script);
            return lost.applyToEither(answer, result -> result);
        }

        @Override
        public void abort() {
            aborted = true;
            lost.completeExceptionally(
                    TxFailure.in(Phase.UNANSWERED, "aborted").sessionLost(true).build());
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedStage(null);
        }
    }
}
