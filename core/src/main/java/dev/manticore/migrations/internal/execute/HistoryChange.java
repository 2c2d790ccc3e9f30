package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Changes rows of the history without executing a script: under the lease, in one transaction with its fence. After a lost
 * answer, the history tells whether they were changed.
 *
 * @param what names the change in messages, e.g. {@code the repair of the history}
 */
public record HistoryChange(Run run, HeldLease lease, String what) {
    private static final String BEFORE = "before anything was changed";
    private static final String UNCHANGED = "; nothing was changed.";

    /**
     * Makes the change.
     *
     * @param plan what is to be changed in a history; called again if the outcome is not known
     * @param statements those of a plan; none if nothing is left to be changed
     * @return the plan that was carried out
     */
    public <P> P carryOut(Function<History, P> plan, Function<P, List<String>> statements) {
        Retries retries = run.retries(RetryPolicy.ATOMIC_MIGRATION, BEFORE);
        P planned = plan.apply(lease.history());
        while (!statements.apply(planned).isEmpty()) {
            try {
                run.send(transaction(statements.apply(planned)));
                return planned;
            } catch (TxFailure failure) {
                if (FailureKind.isOutcomeUnknown(failure)) {
                    P left = plan.apply(historyAfter(failure));
                    if (statements.apply(left).isEmpty()) {
                        return planned;
                    }
                    planned = left;
                    run.checkInterrupted(BEFORE);
                }
                if (!retries.again(failure)) {
                    throw failed(
                            run, what, failure, StepStatements.isolation(run).size());
                }
            }
        }
        return planned;
    }

    private TxScript transaction(List<String> changes) {
        List<TxStatement> all = new ArrayList<>(StepStatements.isolation(run));
        all.add(TxStatement.of(run.leases().fence(lease.lease())));
        changes.forEach(change -> all.add(TxStatement.of(change)));
        return TxScript.transaction(all);
    }

    /** The history under a new lease, for which a transaction that is still in flight comes too late. */
    private History historyAfter(TxFailure unanswered) {
        run.tell(new MigrationEvent.OutcomeUnknown(what, unanswered.text()));
        try {
            lease.takeAnew();
            return lease.history();
        } catch (MigrationException obstacle) {
            throw new OutcomeUnknownException(
                    "The answer to " + what + " did not arrive, and the outcome could not be found out: "
                            + obstacle.getMessage(),
                    Remedy.of("Try again: what was changed already is not changed again."),
                    run.report(),
                    unanswered);
        }
    }

    /**
     * Why rows were not changed.
     *
     * @param fence the index of the statement that fails without the lease
     */
    public static MigrationException failed(Run run, String what, TxFailure failure, int fence) {
        if (failure.statement() == fence && failure.phase() == Phase.STATEMENT) {
            return StepFailures.leaseLost(run, what, failure, UNCHANGED);
        }
        return UnwrittenRow.is(failure)
                ? UnwrittenRow.ofHistory(run, what, UNCHANGED, failure)
                : DatabaseFailures.of(failure, "recording " + what, run.report());
    }
}
