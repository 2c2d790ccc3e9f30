package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often, after which failures and how fast something is tried again. {@link Retries} executes it.
 *
 * @param attempts the maximum number of attempts for a failure, including the first; 1 for no retry
 * @param firstDelay the delay before the second attempt; doubles with each further one, and varies by half
 * @param longestDelay the upper limit of the delay
 * @param limit how long to go on trying from the first failure on, or null
 * @param atOnce the failures after which the second attempt follows without a delay
 * @param stopsOnInterrupt false for what has to be tried even after an interrupt, without waiting then
 */
public record RetryPolicy(
        ToIntFunction<TxFailure> attempts,
        Duration firstDelay,
        Duration longestDelay,
        @Nullable Duration limit,
        Predicate<TxFailure> atOnce,
        boolean stopsOnInterrupt) {

    /** A transaction, or a single statement, of which nothing remains after a transient failure. */
    public static final RetryPolicy TRANSACTION =
            backOff(upTo(8, FailureKind::isTransient), Duration.ofMillis(100), Duration.ofSeconds(5));

    /**
     * An atomic migration. Also retried after a lost answer, once it is known that nothing was committed, unless it was
     * this side that stopped waiting; the first retry follows at once.
     */
    public static final RetryPolicy ATOMIC_MIGRATION = new RetryPolicy(
            upTo(
                    8,
                    failure -> FailureKind.isTransient(failure)
                            || FailureKind.isConnecting(failure)
                            || (FailureKind.isOutcomeUnknown(failure) && !FailureKind.isAnswerTimeout(failure))),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            null,
            FailureKind::isOutcomeUnknown,
            true);

    /** Recovery from lost answers, counted per statement. The first retry follows at once. */
    public static final RetryPolicy RECOVERY = new RetryPolicy(
            upTo(6, RetryPolicy::always),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            null,
            RetryPolicy::always,
            true);

    /** Looking at a session, with which nothing is lost: once more, on a new one. */
    public static final RetryPolicy SESSION_STATE = new RetryPolicy(
            upTo(2, failure -> FailureKind.isOutcomeUnknown(failure) || FailureKind.isTransient(failure)),
            Duration.ZERO,
            Duration.ZERO,
            null,
            RetryPolicy::always,
            true);

    /** Completing a history table while CockroachDB may still execute the same change of a crashed run. */
    public static final RetryPolicy CREATION =
            backOff(upTo(21, FailureKind::isCreationRace), Duration.ofMillis(50), Duration.ofSeconds(1));

    /** Taking the lease, also from a server that is restarting. One that does not answer takes long each time. */
    public static final RetryPolicy ACQUISITION = new RetryPolicy(
            failure -> FailureKind.isOutcomeUnknown(failure) || FailureKind.isConnecting(failure)
                    ? 41
                    : FailureKind.isCreationRace(failure) ? 21 : 1,
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            RetryPolicy::never,
            true);

    /** Looking whether the server still executes what a connection that is gone has begun. */
    public static final RetryPolicy SERVER_WORK =
            backOff(upTo(8, FailureKind::isTransient), Duration.ofMillis(200), Duration.ofSeconds(2));

    /** Releasing the lease. To release it twice does no harm. */
    public static final RetryPolicy RELEASE = new RetryPolicy(
            upTo(
                    4,
                    failure -> FailureKind.isTransient(failure)
                            || FailureKind.isOutcomeUnknown(failure)
                            || FailureKind.isConnecting(failure)),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            null,
            RetryPolicy::never,
            false);

    private static boolean always(TxFailure failure) {
        return true;
    }

    private static boolean never(TxFailure failure) {
        return false;
    }

    private static RetryPolicy backOff(ToIntFunction<TxFailure> attempts, Duration firstDelay, Duration longestDelay) {
        return new RetryPolicy(attempts, firstDelay, longestDelay, null, RetryPolicy::never, true);
    }

    @SuppressWarnings("UnnecessaryLambda") // made of what it closes over
    private static ToIntFunction<TxFailure> upTo(int attempts, Predicate<TxFailure> retried) {
        return failure -> retried.test(failure) ? attempts : 1;
    }
}
