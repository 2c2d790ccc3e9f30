package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the server is asked whether a command waits for a lock, and when the listener is told for whom. For one
 * command. Thread-safe; the listener is called by whoever brings the answer, and {@link #end} waits until it returns.
 */
public final class LockWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final LongSupplier nanoTime;
    private final Duration first;
    private final Consumer<LockWait> listener;
    private final long start;
    // All guarded by this.
    private Duration nextLook;
    private Duration nextTelling = Duration.ZERO;
    private Duration pause = PATIENCE;
    private List<Integer> told = List.of();
    private @Nullable LockWait last;
    private boolean over;

    /**
     * Watches a command that begins now.
     *
     * @param nanoTime as {@link System#nanoTime()}
     * @param shortestTimeout the server's limit for waiting or for the statement, or null if none is known. The server
     *     is asked a little before that time is over: then the failure can name the blockers
     * @param listener told of a wait of a second or longer, again when its blockers change, and then less and less often
     */
    public LockWatch(LongSupplier nanoTime, @Nullable Duration shortestTimeout, Consumer<LockWait> listener) {
        this.nanoTime = nanoTime;
        Duration half = shortestTimeout == null ? PATIENCE : shortestTimeout.dividedBy(2);
        this.first = half.compareTo(SHORTEST) < 0 ? SHORTEST : Durations.shorter(PATIENCE, half);
        this.listener = listener;
        this.start = nanoTime.getAsLong();
        this.nextLook = first;
    }

    private Duration lasted() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** Whether the server has to be asked. */
    synchronized boolean isDue() {
        return !over && lasted().compareTo(nextLook) >= 0;
    }

    /** How long nobody has to ask; never negative. */
    synchronized Duration untilDue() {
        Duration left = nextLook.minus(lasted());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The server was asked in vain: it is not asked again for {@code delay}. */
    synchronized void postpone(Duration delay) {
        nextLook = lasted().plus(delay);
    }

    /** The server has answered {@link LockQuestion#of}. Does nothing after the command's end. */
    synchronized void answered(Rows rows) {
        Duration now = lasted();
        nextLook = now.plus(Durations.shorter(BETWEEN, first));
        if (over) {
            return;
        }
        last = LockQuestion.read(rows).orElse(null);
        if (last == null || last.waited().compareTo(PATIENCE) < 0 || now.compareTo(nextTelling) < 0) {
            return;
        }
        List<Integer> processes = last.blockers().stream().map(Blocker::process).toList();
        if (!processes.equals(told)) {
            told = processes;
            nextTelling = now.plus(pause);
            pause = pause.multipliedBy(2);
            listener.accept(last);
        }
    }

    /** The command is over; the listener is not called any more. */
    synchronized void end() {
        over = true;
    }

    /** For whom the command waited when the server was asked last; empty if it did not wait. */
    synchronized Optional<LockWait> last() {
        return Optional.ofNullable(last);
    }
}
