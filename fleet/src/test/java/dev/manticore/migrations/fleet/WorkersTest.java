package dev.manticore.migrations.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows how tasks are carried out, and what an interrupt does. */
@Timeout(60)
class WorkersTest {

    @Test
    void soManyTasksAreUnderWayAtATime() {
        List<Integer> tasks = IntStream.range(0, 12).boxed().toList();
        ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
        // Each waits until three are there.
        CyclicBarrier three = new CyclicBarrier(3);

        boolean interrupted = new Workers(3, () -> 0)
                .carryOut(new Schedule<>(tasks, task -> "server", 12), tasks.size(), task -> {
                    try {
                        three.await();
                    } catch (Exception broken) {
                        throw new IllegalStateException(broken);
                    }
                    done.add(task);
                });

        assertThat(interrupted).isFalse();
        assertThat(done).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void anInterruptReachesTheTasksAndIsKept() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();
        List<Integer> tasks = IntStream.range(0, 10).boxed().toList();
        Thread caller = new Thread(() -> {
            boolean interrupted = new Workers(2, () -> 0)
                    .carryOut(new Schedule<>(tasks, task -> "server", 2), tasks.size(), task -> {
                        begun.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException stopped) {
                            ended.add("task");
                        }
                    });
            ended.add("returned " + interrupted + ", interrupted "
                    + Thread.currentThread().isInterrupted());
        });
        caller.start();
        begun.await();

        caller.interrupt();
        caller.join();

        assertThat(ended).containsExactly("task", "task", "returned true, interrupted true");
    }

    @Test
    void nothingIsBegunAfterAnInterrupt() {
        ConcurrentLinkedQueue<Integer> begun = new ConcurrentLinkedQueue<>();
        List<Integer> tasks = List.of(1, 2, 3);
        Thread.currentThread().interrupt();

        boolean interrupted =
                new Workers(2, () -> 0).carryOut(new Schedule<>(tasks, task -> "server", 2), tasks.size(), begun::add);

        assertThat(interrupted).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(begun).isEmpty();
    }

    @Test
    void settingsAreChecked() {
        FleetBuilder<Fleet> builder = Fleet.builder(database -> {
            throw new IllegalStateException("not asked");
        });

        assertThatThrownBy(() -> builder.atOnce(0)).hasMessage("atOnce must be at least 1, was 0");
        assertThatThrownBy(() -> builder.perServer(0)).hasMessage("perServer must be at least 1, was 0");
        assertThatThrownBy(() -> builder.maxFailures(-1)).hasMessage("maxFailures must be at least 0, was -1");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("migrator(..)");
        assertThatThrownBy(() -> new FleetTarget(" ", "s", "d", null)).isInstanceOf(IllegalArgumentException.class);
    }
}
