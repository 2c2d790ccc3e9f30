package dev.manticore.migrations.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows in which order tasks are begun, and which have to wait. A task is named by its server and a number. */
@Timeout(60)
class ScheduleTest {

    private static Schedule<String> schedule(int perServer, String... tasks) {
        return new Schedule<>(List.of(tasks), task -> task.substring(0, 1), perServer);
    }

    @Test
    void serversTakeTurns() throws InterruptedException {
        Schedule<String> schedule = schedule(9, "a1", "a2", "a3", "b1", "c1", "c2");

        assertThat(List.of(
                        schedule.next(),
                        schedule.next(),
                        schedule.next(),
                        schedule.next(),
                        schedule.next(),
                        schedule.next()))
                .extracting(Optional::get)
                .containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
        assertThat(schedule.next()).isEmpty();
    }

    @Test
    void aServerHasNoMoreThanItMay() throws Exception {
        Schedule<String> schedule = schedule(1, "a1", "a2", "b1", "b2");
        assertThat(schedule.next()).contains("a1");
        assertThat(schedule.next()).contains("b1");

        CompletableFuture<Optional<String>> next = waitingFor(schedule);
        schedule.ended("b1");

        assertThat(next.get()).contains("b2");
        CompletableFuture<Optional<String>> last = waitingFor(schedule);
        schedule.ended("a1");
        assertThat(last.get()).contains("a2");
        assertThat(schedule.next()).isEmpty();
    }

    @Test
    void nothingIsBegunAfterAStop() throws Exception {
        Schedule<String> schedule = schedule(1, "a1", "a2");
        assertThat(schedule.next()).contains("a1");
        CompletableFuture<Optional<String>> next = waitingFor(schedule);

        schedule.stop();

        assertThat(next.get()).isEmpty();
    }

    /** The next task, for which a thread waits by now. */
    private static CompletableFuture<Optional<String>> waitingFor(Schedule<String> schedule)
            throws InterruptedException, ExecutionException {
        CompletableFuture<Optional<String>> next = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                next.complete(schedule.next());
            } catch (InterruptedException interrupted) {
                next.completeExceptionally(interrupted);
            }
        });
        thread.setDaemon(true);
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING || next.isDone());
        try {
            next.get(0, TimeUnit.MILLISECONDS);
            throw new AssertionError("it did not wait");
        } catch (TimeoutException waits) {
            return next;
        }
    }
}
