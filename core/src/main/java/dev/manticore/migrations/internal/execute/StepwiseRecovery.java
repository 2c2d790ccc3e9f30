package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;

/** Finds out the outcome of a statement or note of a stepwise script whose answer was lost. */
final class StepwiseRecovery {
    private static final int NONE = -1;

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    // Counted for each statement.
    private Retries recoveries;
    // The statement that an earlier run, or this one before its connection broke, has begun.
    private int begun = NONE;

    StepwiseRecovery(StepContext context) {
        this.context = context;
        this.run = context.run();
        this.step = context.step();
        this.recoveries = counted();
    }

    private Retries counted() {
        return run.retries(RetryPolicy.RECOVERY, "before the outcome of " + step.name() + " was known");
    }

    /** The next statement begins. */
    void startOver() {
        recoveries = counted();
    }

    /** What an earlier run has begun. It has ended. */
    void resume(Progress left) {
        if (left.running() || left.error() != null) {
            begun = left.done();
        }
    }

    /** Whether a statement was begun before this attempt. */
    boolean wasBegun(int index) {
        return begun == index;
    }

    static boolean isUncertain(TxFailure failure) {
        return FailureKind.isOutcomeUnknown(failure)
                || FailureKind.isPartial(failure)
                || FailureKind.isConnecting(failure);
    }

    /**
     * Takes the lease anew, and makes sure that the statement under way has ended. Returns when the step is not recorded and
     * nobody else had the lease.
     *
     * @param jobs those of the statement, as far as the server has announced them
     */
    void recover(TxFailure failure, List<String> jobs) throws StepEnded {
        takeLeaseAnew(failure);
        while (true) {
            try {
                awaitEnd(jobs);
                return;
            } catch (TxFailure lost) {
                takeLeaseAnew(lost);
            }
        }
    }

    /** @param jobs those of the statement, as far as the server has announced them */
    private void awaitEnd(List<String> jobs) throws TxFailure {
        Progress noted = context.lease().progress();
        if (noted != null) {
            String before = StepwiseExecution.before(step, noted.done());
            new UnfinishedStatement(run, context.lease(), noted.by(jobs), step.script(), before).awaitEnd();
        }
    }

    /**
     * Whether jobs of a statement that has failed go on all the same, because somebody paused or cancelled them.
     *
     * @param jobs as the server has announced them; none on PostgreSQL
     */
    boolean haveNotEnded(Progress noted, List<String> jobs) {
        if (jobs.isEmpty()) {
            return false;
        }
        try {
            return new SchemaJobs(run, noted.by(jobs)).look().isPresent();
        } catch (TxFailure unknown) {
            return true;
        }
    }

    private void takeLeaseAnew(TxFailure failure) throws StepEnded {
        try {
            if (!recoveries.again(failure)) {
                throw context.failures().unknown(failure, null);
            }
        } catch (RunInterruptedException stop) {
            throw context.failures().unknown(failure, stop);
        }
        context.announceUnknown(failure);
        if (context.findOut(failure)) {
            throw new StepEnded(new StepResult.Applied());
        }
    }

    /**
     * After an unknown outcome of a statement, its note under the new lease tells what is known of it.
     *
     * @param unanswered how its answer was lost
     */
    boolean isDone(int index, TxFailure unanswered) {
        Progress noted = context.lease().progress();
        if (noted != null && noted.done() > index) {
            return true;
        }
        if (noted != null
                && noted.running()
                && noted.done() == index
                && !step.script().statements().get(index).has(Trait.REPEATABLE)) {
            throw context.failures().unknown(noted, unanswered);
        }
        begun = index;
        return false;
    }
}
