package dev.manticore.migrations.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeepStackTest {
    private static final int STEPS = 200_000;
    private static final TxScript SCRIPT = TxScript.autocommit(List.of("SELECT 1"));

    /** Steps of all kinds, one after the other. */
    private static Step<Integer> count(int from) {
        if (from == STEPS) {
            return new Step.Done<>(from);
        }
        return switch (from % 4) {
            case 0, 1 ->
                new Step.Ask<TxResult, Integer>(
                        new Command.Run(SCRIPT), Patience.ENDLESS, result -> count(from + 1), failure -> {
                            throw new AssertionError(failure);
                        });
            case 2 -> new Step.Tell<>(new MigrationEvent.LeaseReleased(), () -> count(from + 1));
            default -> new Step.Wait<>(Duration.ZERO, () -> count(from + 1), () -> count(STEPS));
        };
    }

    @Test
    void theBlockingDriverKeepsItsStackFlat() {
        Sessions sessions = new Sessions();
        assertThat(new BlockingDriver(sessions.blocking(), List.of()).run(count(0)))
                .isEqualTo(STEPS);
        assertThat(sessions.opened).hasValue(1);
        assertThat(sessions.closed).hasValue(1);
    }

    @Test
    void theNonBlockingDriverKeepsItsStackFlatWhereEveryStageIsComplete() {
        Sessions sessions = new Sessions();
        assertThat(run(sessions)).isEqualTo(STEPS);
        assertThat(sessions.opened).hasValue(1);
        assertThat(sessions.closed).hasValue(1);
    }

    @Test
    void theNonBlockingDriverKeepsItsStackFlatWhereEveryOtherStageIsComplete() {
        ExecutorService other = Executors.newSingleThreadExecutor();
        AtomicInteger calls = new AtomicInteger();
        Sessions sessions = new Sessions(script -> calls.incrementAndGet() % 2 == 0
                ? CompletableFuture.completedStage(Sessions.ANSWER)
                : CompletableFuture.supplyAsync(() -> Sessions.ANSWER, other));
        assertThat(run(sessions)).isEqualTo(STEPS);
        other.shutdown();
    }

    @Test
    void theNonBlockingDriverKeepsItsStackFlatWhereAnotherThreadIsJustAsFast() {
        ExecutorService other = Executors.newFixedThreadPool(2);
        Sessions sessions = new Sessions(script -> CompletableFuture.supplyAsync(() -> Sessions.ANSWER, other));
        assertThat(run(sessions)).isEqualTo(STEPS);
        other.shutdown();
    }

    @Test
    void workThatIsDoneAtOnceKeepsTheStackFlatToo() throws Exception {
        assertThat(new AsyncDriver(new Sessions().async(), List.of(), Runnable::run)
                        .run(work(0))
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS))
                .isEqualTo(STEPS);
    }

    private static Step<Integer> work(int from) {
        return from == STEPS ? new Step.Done<>(from) : new Step.Work<>(() -> from + 1, DeepStackTest::work);
    }

    private static int run(Sessions sessions) {
        return new AsyncDriver(sessions.async(), List.of(), Runnable::run)
                .run(count(0))
                .toCompletableFuture()
                .join();
    }
}
