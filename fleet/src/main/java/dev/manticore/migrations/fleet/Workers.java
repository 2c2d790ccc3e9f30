package dev.manticore.migrations.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Threads that carry out the tasks of a schedule.
 *
 * @param count how many tasks are under way at a time
 * @param random where each thread waits a random time before its first task, so that they do not begin at the same moment;
 *     from 0 (inclusive) to 1 (exclusive)
 */
record Workers(int count, DoubleSupplier random) {
    private static final Duration LONGEST_DELAY = Duration.ofMillis(100);

    /**
     * Carries out all tasks, and returns when they have ended. If the calling thread is interrupted, no further task is begun,
     * the threads of those under way are interrupted, and the interrupt is there again when this returns.
     *
     * @param task does not throw
     * @return whether that happened
     */
    <T> boolean carryOut(Schedule<T> schedule, int tasks, Consumer<T> task) {
        if (Thread.currentThread().isInterrupted()) {
            schedule.stop();
        }
        int threads = Math.min(count, tasks);
        CountDownLatch running = new CountDownLatch(threads);
        List<Thread> started = new ArrayList<>();
        for (int index = 0; index < threads; index++) {
            long delay = index == 0 ? 0 : Math.round(LONGEST_DELAY.toMillis() * random.getAsDouble());
            Thread thread = new Thread(
                    () -> {
                        try {
                            Thread.sleep(delay);
                            carryOut(schedule, task);
                        } catch (InterruptedException stopped) {
                            // The schedule has been stopped.
                        } finally {
                            running.countDown();
                        }
                    },
                    "manticore-fleet-" + (index + 1));
            thread.setDaemon(true);
            started.add(thread);
            thread.start();
        }
        boolean interrupted = false;
        while (true) {
            try {
                running.await();
                break;
            } catch (InterruptedException stop) {
                interrupted = true;
                schedule.stop();
                started.forEach(Thread::interrupt);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return interrupted;
    }

    private static <T> void carryOut(Schedule<T> schedule, Consumer<T> task) throws InterruptedException {
        for (Optional<T> next = schedule.next(); next.isPresent(); next = schedule.next()) {
            try {
                task.accept(next.get());
            } finally {
                schedule.ended(next.get());
            }
        }
    }
}
