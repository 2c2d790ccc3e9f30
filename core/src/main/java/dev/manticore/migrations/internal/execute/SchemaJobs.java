package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Objects;

/**
 * Waits for the schema changes that CockroachDB is still carrying out: one whose statement was cut off, cancelled or timed
 * out goes on as a job (CockroachDB's documentation, "Online Schema Changes"). Jobs that somebody paused are not waited for.
 */
final class SchemaJobs {
    // The kinds are SCHEMA CHANGE, NEW SCHEMA CHANGE and TYPEDESC SCHEMA CHANGE; what follows one, SCHEMA CHANGE GC,
    // takes hours.
    private static final Query<Long> RUNNING = new Query<>(
            List.of("SELECT count(*) AS running FROM [SHOW JOBS] WHERE job_type LIKE '%SCHEMA CHANGE'"
                    + " AND status IN ('pending', 'running', 'reverting', 'pause-requested', 'cancel-requested')"),
            answers -> Objects.requireNonNull(
                    Objects.requireNonNull(answers.get(0).first()).number("running")));

    private final StepContext context;
    private final Run run;
    private final String when;

    /**
     * Waits on behalf of a step, and keeps its lease alive.
     *
     * @param when what had not happened yet if the run is interrupted, as "before .."
     */
    SchemaJobs(StepContext context, String when) {
        this.context = context;
        this.run = context.run();
        this.when = when;
    }

    /**
     * Returns when none is left; at once on any other database.
     *
     * @throws TxFailure when an answer is lost
     * @throws MigrationException when it takes longer than the lock wait, or the lease is lost
     */
    void await() throws TxFailure {
        if (!run.database().isCockroach()) {
            return;
        }
        long start = run.environment().nanoTime().getAsLong();
        for (int looks = 1; true; looks++) {
            long running = count();
            if (running == 0) {
                return;
            }
            String what = running + (running == 1 ? " schema change is" : " schema changes are") + " still running";
            if (run.environment().since(start).compareTo(run.settings().lockWait()) >= 0) {
                throw tooLong(what);
            }
            keepLease();
            context.pause(RetryPolicy.SCHEMA_JOBS, what, looks, when);
        }
    }

    private long count() throws TxFailure {
        try {
            return run.retrying(RetryPolicy.SCHEMA_JOBS, when, () -> run.ask(RUNNING));
        } catch (TxFailure failure) {
            if (FailureKind.isOutcomeUnknown(failure)) {
                throw failure;
            }
            throw DatabaseFailures.of(failure, "looking for running schema changes", run.report());
        }
    }

    private void keepLease() throws TxFailure {
        Query<Boolean> fence =
                new Query<>(List.of(run.leases().fence(context.lease().lease())), rows -> true);
        try {
            run.retrying(RetryPolicy.SCHEMA_JOBS, when, () -> run.ask(fence));
        } catch (TxFailure failure) {
            if (FailureKind.isOutcomeUnknown(failure)) {
                throw failure;
            }
            throw StepFailures.leaseLost(run, context.step().name(), failure, StepFailures.NOTHING_MORE);
        }
    }

    private MigrationException tooLong(String what) {
        return new DatabaseErrorException(
                new SqlError(null, what, null, null),
                "The run cannot continue before they end: " + what + " on the server.",
                Remedy.of("Check SHOW JOBS, and try again when they have ended."),
                run.report(),
                null);
    }
}
