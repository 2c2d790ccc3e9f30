package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits for the schema changes that CockroachDB is still carrying out: one whose statement was cut off, cancelled or timed
 * out goes on as a job (CockroachDB's documentation, "Online Schema Changes"). Jobs that somebody paused are not waited for.
 */
final class SchemaJobs<T> {
    // The kinds are SCHEMA CHANGE, NEW SCHEMA CHANGE and TYPEDESC SCHEMA CHANGE; what follows one, SCHEMA CHANGE GC,
    // takes hours.
    private static final Query<Long> RUNNING = new Query<>(
            List.of("SELECT count(*) AS running FROM [SHOW JOBS] WHERE job_type LIKE '%SCHEMA CHANGE'"
                    + " AND status IN ('pending', 'running', 'reverting', 'pause-requested', 'cancel-requested')"),
            answers -> Objects.requireNonNull(
                    Objects.requireNonNull(answers.get(0).first()).number("running")));
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    private final Context context;
    private final String name;
    private final Supplier<Lease> lease;
    private final Supplier<Step<T>> then;
    private final Function<MigrationException, Step<T>> otherwise;
    private final Function<TxFailure, Step<T>> unanswered;
    private final Supplier<Step<T>> interrupted;
    private final long start;
    private int looks;

    /**
     * Waits under a lease, which it keeps alive.
     *
     * @param name the migration that has to wait, or its undo
     * @param unanswered what to do when the connection is lost
     * @param interrupted what to do when the waiting thread is interrupted
     */
    SchemaJobs(
            Context context,
            String name,
            Supplier<Lease> lease,
            Supplier<Step<T>> then,
            Function<MigrationException, Step<T>> otherwise,
            Function<TxFailure, Step<T>> unanswered,
            Supplier<Step<T>> interrupted) {
        this.context = context;
        this.name = name;
        this.lease = lease;
        this.then = then;
        this.otherwise = otherwise;
        this.unanswered = unanswered;
        this.interrupted = interrupted;
        this.start = context.ambient().nanoTime().getAsLong();
    }

    /** Nothing to wait for on any other database. */
    Step<T> await() {
        return context.database().isCockroach() ? look() : then.get();
    }

    private Step<T> look() {
        looks++;
        return Asking.query(
                context,
                RUNNING,
                running -> running == 0 ? then.get() : stillRunning(running),
                failure -> Failures.isPassing(failure) && looks < AtomicExecution.MOST_ATTEMPTS
                        ? later(failure.text())
                        : Failures.isOutcomeUnknown(failure)
                                ? unanswered.apply(failure)
                                : otherwise.apply(Failures.of(
                                        failure, "looking for schema changes under way", context.report())));
    }

    private Step<T> stillRunning(long running) {
        String what = running + (running == 1 ? " schema change is" : " schema changes are") + " still under way";
        if (context.ambient().since(start).compareTo(context.settings().lockWait()) >= 0) {
            return otherwise.apply(new DatabaseErrorException(
                    new SqlError(null, what, null, null),
                    "Nothing more is sent before it has ended, but " + what + " on the server.",
                    "Look at them with SHOW JOBS, and run the same command again when they have ended.",
                    context.report(),
                    null));
        }
        return Asking.query(
                context,
                new Query<>(List.of(context.store().fence(lease.get())), rows -> running),
                kept -> later(what),
                this::notKept);
    }

    private Step<T> notKept(TxFailure failure) {
        if (Failures.isOutcomeUnknown(failure)) {
            return unanswered.apply(failure);
        }
        return Failures.isPassing(failure)
                ? later(failure.text())
                : new StepFailures(context).leaseLost(name, failure, StepFailures.NOTHING_MORE, otherwise);
    }

    private Step<T> later(String reason) {
        Duration delay = context.ambient().backOff(FIRST_DELAY, LONGEST_DELAY, looks);
        return new Step.Tell<>(
                new MigrationEvent.Retrying(reason, looks, delay),
                () -> new Step.Wait<>(delay, this::look, interrupted));
    }
}
