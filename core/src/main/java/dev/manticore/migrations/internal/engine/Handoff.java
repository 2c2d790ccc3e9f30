package dev.manticore.migrations.internal.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Between the loop that began a step and the thread that completes it: whoever comes second goes on. That keeps the stack
 * flat however many steps complete at once.
 */
final class Handoff<T> {
    /** What stands in the reference once the loop has left. */
    private record Left() {}

    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /** Gives the loop its next step; false if the loop has left, so that the caller has to go on itself. */
    boolean give(Step<T> next) {
        return state.compareAndSet(null, next);
    }

    /** The next step if it is there already; null leaves, and whoever completes goes on. */
    @SuppressWarnings("unchecked") // only give(..) stores a step, and it takes a Step<T>
    @Nullable
    Step<T> takeOrLeave() {
        Object given = state.getAndUpdate(now -> now == null ? new Left() : now);
        return (Step<T>) given;
    }
}
