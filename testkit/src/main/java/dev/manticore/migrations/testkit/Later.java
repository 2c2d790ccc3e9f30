package dev.manticore.migrations.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on another thread: the case can observe its effects while it runs. */
final class Later<T> {
    /** What every wait ends by. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final FutureTask<T> task;

    private Later(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Later<T> of(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "testkit");
        thread.setDaemon(true);
        thread.start();
        return new Later<>(task);
    }

    boolean isDone() {
        return task.isDone();
    }

    /** What the call returned. Throws what the call threw. */
    T get() throws Exception {
        return get(LIMIT, "The call did not return within " + LIMIT.toSeconds() + " s.");
    }

    T get(Duration limit, String complaint) throws Exception {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(complaint, late);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw new AssertionError(failure.getCause());
        }
    }
}
