package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.internal.connection.KeepAlive;
import dev.manticore.migrations.internal.connection.LostAnswer;
import dev.manticore.migrations.internal.connection.Waiting;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;

/** What the steps of one plan share, and how the outcome of one is found out after its answer was lost. */
record StepContext(
        Run run,
        HeldLease lease,
        SessionRestore session,
        ScriptTransactions transactions,
        StepFailures failures,
        ProgressCheck progress) {

    /** What became of a step whose answer did not arrive. */
    enum Outcome {
        CARRIED_OUT,
        NOT_CARRIED_OUT,
        /** Not recorded, and another runner has had the lease in the meantime. */
        OVERTAKEN
    }

    /** Sends statements of a step's script; the lease is renewed meanwhile, and an interrupt cancels them. */
    TxResult send(WorkStep step, TxScript script) throws TxFailure {
        KeepAlive keepAlive = new KeepAlive(
                lease.lease().duration().dividedBy(3),
                run.leases().renew(lease.lease()),
                !run.database().isCockroach(),
                LostAnswer.longestRest(step.script().text().length()));
        return run.connection().run(script, Waiting.forScript(keepAlive));
    }

    /** Announces that an answer was lost. */
    void announceUnknown(WorkStep step, TxFailure failure) {
        run.tell(new MigrationEvent.OutcomeUnknown(step.name(), failure.text()));
    }

    /**
     * Finds out what became of a step: takes the lease with a new token, which waits for a transaction still in flight or
     * fences it off, and then looks into the history.
     *
     * @throws MigrationException when the database cannot be reached, or somebody else holds the lease
     */
    Outcome findOut(WorkStep step) {
        boolean disturbed = lease.takeAnew();
        if (ProgressCheck.isRecorded(step, lease.history())) {
            if (disturbed) {
                lease.overtaken();
            }
            return Outcome.CARRIED_OUT;
        }
        return disturbed ? Outcome.OVERTAKEN : Outcome.NOT_CARRIED_OUT;
    }

    /** As {@link #findOut}; where that fails, the step is in doubt. */
    Outcome findOut(WorkStep step, TxFailure failure) {
        try {
            return findOut(step);
        } catch (MigrationException obstacle) {
            session.forget();
            throw failures.unknown(step, failure, obstacle);
        }
    }
}
