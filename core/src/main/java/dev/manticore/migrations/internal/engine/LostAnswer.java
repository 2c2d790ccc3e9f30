package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.TxResult;
import java.time.Duration;

/**
 * Finds out that the server is done with a command whose answer will not arrive: its process was seen at work on it,
 * and then, for longer than an answer travels, without work. One that was never seen at work may be somebody else's, as
 * behind a connection pooler. Not thread-safe.
 */
final class LostAnswer {
    /** Longer than an answer is on its way, or waits for a client that is slow to read it. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(5);

    private boolean worked;
    private boolean idle;
    private long idleSince;

    /**
     * Takes in what was seen.
     *
     * @param now in nanoseconds, of a clock that only measures
     * @return whether the answer is lost
     */
    boolean after(TxResult seen, long now) {
        if (KeepAlive.isWorking(seen)) {
            worked = true;
            idle = false;
        } else if (KeepAlive.isIdle(seen) && worked) {
            if (!idle) {
                idle = true;
                idleSince = now;
            }
            return now - idleSince >= LONGEST_WAY.toNanos();
        }
        return false;
    }
}
