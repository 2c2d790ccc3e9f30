package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.function.Function;

/** Sends one script, and the same again after a failure that may pass and of which nothing remains. */
final class Persistence<T> {
    private final Context context;
    private final String when;
    private final Function<MigrationException, Step<T>> interrupted;
    private int attempts;

    /**
     * Starts with no attempt made.
     *
     * @param when what had not happened yet when the run was interrupted, as "before .."
     */
    Persistence(Context context, String when, Function<MigrationException, Step<T>> interrupted) {
        this.context = context;
        this.when = when;
        this.interrupted = interrupted;
    }

    Step<T> send(TxScript script, Function<TxResult, Step<T>> then, Function<TxFailure, Step<T>> otherwise) {
        attempts++;
        return new Step.Ask<>(new Command.Run(script), context.patience(), then, failure -> {
            if (!Failures.isPassing(failure) || attempts >= AtomicExecution.MOST_ATTEMPTS) {
                return otherwise.apply(failure);
            }
            Duration delay = AtomicExecution.delay(context, attempts);
            return new Step.Tell<>(
                    new MigrationEvent.Retrying(failure.text(), attempts, delay),
                    () -> new Step.Wait<>(
                            delay,
                            () -> send(script, then, otherwise),
                            () -> interrupted.apply(context.interrupted(when))));
        });
    }
}
