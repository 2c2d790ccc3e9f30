package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gives the lease back, if need be on another connection. If that fails, the lease ends by itself, so it is no failure of
 * the operation.
 */
final class Release<T> {
    private static final int MOST_ATTEMPTS = 4;
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(500);

    private final Context context;
    private int attempts;

    Release(Context context) {
        this.context = context;
    }

    Step<T> then(Lease lease, Supplier<Step<T>> then) {
        attempts++;
        return Asking.query(
                context,
                new Query<>(List.of(context.store().release(lease)), rows -> lease),
                released -> new Step.Tell<>(new MigrationEvent.LeaseReleased(), then),
                failure -> attempts < MOST_ATTEMPTS && mayPass(failure)
                        ? again(lease, failure, then)
                        : new Step.Tell<>(new MigrationEvent.LeaseNotReleased(failure.text()), then));
    }

    private Step<T> again(Lease lease, TxFailure failure, Supplier<Step<T>> then) {
        Duration delay = context.ambient().backOff(FIRST_DELAY, LONGEST_DELAY, attempts);
        return new Step.Tell<>(
                new MigrationEvent.Retrying(failure.text(), attempts, delay),
                () -> new Step.Wait<>(delay, () -> then(lease, then), () -> then(lease, then)));
    }

    /** To release twice does no harm. */
    private static boolean mayPass(TxFailure failure) {
        return Failures.isPassing(failure)
                || Failures.isOutcomeUnknown(failure)
                || failure.phase() == TxFailure.Phase.CONNECT;
    }
}
