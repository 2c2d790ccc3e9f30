package dev.manticore.migrations.vertx;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Samples an event loop, and records the longest time for which the migrations' code blocked it.
 *
 * <p>Measures CPU time, which does not depend on the load of the machine. The loop counts its rounds; samples from two
 * rounds, or with two callers, are separate.
 */
final class LoopWatch implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long INTERVAL = TimeUnit.MICROSECONDS.toNanos(300);
    // An executor's queue has a lock, which is held only briefly.
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FAR_TOO_LONG = TimeUnit.MINUTES.toNanos(1);
    private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final Vertx vertx;
    private final Thread loop;
    private final long timer;
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong samples = new AtomicLong();
    private volatile long longest;
    private volatile String where = "";
    private volatile boolean closed;

    /** Watches the only event loop of a Vertx. */
    LoopWatch(Vertx vertx) {
        this.vertx = vertx;
        Promise<Thread> thread = Promise.promise();
        vertx.runOnContext(on -> thread.complete(Thread.currentThread()));
        this.loop = Waiting.on(thread.future());
        this.timer = vertx.setPeriodic(1, tick -> rounds.incrementAndGet());
        Thread observer = new Thread(this::observe, "loop-watch");
        observer.setDaemon(true);
        observer.start();
    }

    Thread loop() {
        return loop;
    }

    long samples() {
        return samples.get();
    }

    /** The longest time for which the migrations' code ran on the loop; far too long if it waited. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** The stack at that time. */
    String where() {
        return where;
    }

    private void observe() {
        List<String> call = List.of();
        long round = -1;
        long start = 0;
        long since = 0;
        while (!closed) {
            long now = rounds.get();
            long used = THREADS.getThreadCpuTime(loop.getId());
            ThreadInfo info = THREADS.getThreadInfo(loop.getId(), Integer.MAX_VALUE);
            List<String> seen = info == null ? List.of() : callOfOurs(info.getStackTrace());
            if (!seen.equals(call) || round != now) {
                call = seen;
                round = now;
                start = used;
                since = System.nanoTime();
            }
            if (info != null && !seen.isEmpty()) {
                boolean waits = WAITING.contains(info.getThreadState()) && System.nanoTime() - since > MOMENT;
                note(waits ? FAR_TOO_LONG : used - start, info);
            }
            samples.incrementAndGet();
            LockSupport.parkNanos(INTERVAL);
        }
    }

    private void note(long held, ThreadInfo info) {
        if (held > longest) {
            longest = held;
            where = Arrays.toString(info.getStackTrace());
        }
    }

    /** The frames from the first method of this project down to the thread's start; empty if there is none. */
    private static List<String> callOfOurs(StackTraceElement[] stack) {
        int first = stack.length - 1;
        while (first >= 0 && !isOurs(stack[first])) {
            first--;
        }
        // Without the line, since it changes while the method runs.
        return first < 0
                ? List.of()
                : Stream.concat(
                                Stream.of(stack[first].getClassName() + "." + stack[first].getMethodName()),
                                Arrays.stream(stack, first + 1, stack.length).map(StackTraceElement::toString))
                        .toList();
    }

    /** Without bridges to foreign code, e.g. a reference to a method of a list. */
    private static boolean isOurs(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("dev.manticore.migrations.")
                && !name.contains("$$Lambda")
                && !name.equals(LoopWatch.class.getName());
    }

    @Override
    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }
}
