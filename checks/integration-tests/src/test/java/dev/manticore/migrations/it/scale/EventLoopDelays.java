package dev.manticore.migrations.it.scale;

import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long an event loop let a timer of 1 ms wait: by the clock, which other processes and the garbage collector have a
 * part in, and by the processor time of the loop's own thread, which they have not.
 */
final class EventLoopDelays implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Vertx vertx;
    private final long timer;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong longestBusy = new AtomicLong();
    // Of the loop's thread alone.
    private long lastTick;
    private long lastBusy;

    /** Starts to measure; to be called on the loop. */
    EventLoopDelays(Vertx vertx) {
        this.vertx = vertx;
        this.lastTick = System.nanoTime();
        this.lastBusy = THREADS.getCurrentThreadCpuTime();
        this.timer = vertx.setPeriodic(1, tick -> note());
    }

    private void note() {
        long now = System.nanoTime();
        long busy = THREADS.getCurrentThreadCpuTime();
        longest.accumulateAndGet(now - lastTick, Math::max);
        longestBusy.accumulateAndGet(busy - lastBusy, Math::max);
        lastTick = now;
        lastBusy = busy;
    }

    /** Between two ticks. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /** What the loop's thread computed between two ticks. */
    Duration longestBusy() {
        return Duration.ofNanos(longestBusy.get());
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
