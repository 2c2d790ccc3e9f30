package dev.manticore.migrations;

import java.time.Duration;
import java.util.Objects;

/**
 * How a migration goes on that has waited for a lock for as long as its {@code lock_timeout} allows: it gives up its place, so
 * that those who wait behind it get their turn, and is tried again after a pause. The pauses grow and vary, so that runs do not
 * collide. An atomic migration is tried again as a whole, a stepwise one at the statement or the transaction that waited. Only on PostgreSQL,
 * and only where a {@code lock_timeout} is set: by {@link MigratorBuilder#lockTimeout}, or by the header of the script.
 *
 * @param longestPause the longest pause between two attempts; positive. The first pause is about as long as the timeout
 * @param total how long it is tried in all, from the first failure of this migration, statement or transaction on; zero
 *     for no second attempt
 */
public record LockRetry(Duration longestPause, Duration total) {
    private static final Duration LONGEST = Duration.ofDays(24);

    /** Pauses of 10 s at most, and 15 minutes in all. */
    public static final LockRetry DEFAULT = new LockRetry(Duration.ofSeconds(10), Duration.ofMinutes(15));

    /** No second attempt: a migration that waits too long fails at once. */
    public static final LockRetry NONE = new LockRetry(Duration.ofSeconds(10), Duration.ZERO);

    /** @throws IllegalArgumentException if a duration is negative or longer than 24 days, or {@code longestPause} is zero */
    public LockRetry {
        Objects.requireNonNull(longestPause, "longestPause");
        Objects.requireNonNull(total, "total");
        if (longestPause.isNegative() || longestPause.isZero() || longestPause.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "longestPause must be longer than 0 and at most 24 days, was " + longestPause);
        }
        if (total.isNegative() || total.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("total must be from 0 to 24 days, was " + total);
        }
    }

    /** Returns these settings with another longest pause. */
    public LockRetry pausing(Duration longest) {
        return new LockRetry(longest, total);
    }

    /** Returns these settings with another time in all; zero for no second attempt. */
    public LockRetry lasting(Duration inAll) {
        return new LockRetry(longestPause, inAll);
    }
}
