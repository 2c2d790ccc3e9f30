package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.StepFailures;
import dev.manticore.migrations.internal.execute.StepStatements;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes over the history of another tool: all rows in one transaction with the fence. After a lost answer, the lease is
 * taken anew and the history is read again, as after that of an atomic migration.
 */
public record Adopt(ReadableHistory from) implements Operation<Adoption> {
    private static final String BEFORE = "before the history was adopted";
    private static final String UNCHANGED = "; nothing was written.";
    private static final String WHAT = "the adopted history";

    @Override
    public Adoption carryOut(Run run) {
        MigrationSet loaded = run.load();
        HistoryReader.Found found = new HistoryReader(run, true).historyAndLease();
        AdoptionCheck check = AdoptionCheck.of(run, run.completed(loaded), from);
        AdoptionCheck.Checked checked = check.check(found.applied(), found.lease());
        Adoption adoption;
        if (checked.isWritten()) {
            adoption = check.result(checked, List.of());
        } else {
            try (HeldLease lease = HeldLease.acquire(run, found.tables())) {
                adoption = write(run, lease, check, found.tables());
            }
        }
        run.tell(new MigrationEvent.HistoryAdopted(adoption));
        return adoption;
    }

    /** Another run may have written the rows by now, and the other tool may have gone on: both are read again. */
    private static Adoption write(Run run, HeldLease lease, AdoptionCheck check, boolean tables) {
        Retries retries = run.retries(RetryPolicy.ATOMIC_MIGRATION, BEFORE);
        List<String> sent = List.of();
        while (true) {
            AdoptionCheck.Checked checked = check.check(lease.history(), new LeaseState.Free(null, lease.progress()));
            if (checked.isWritten()) {
                return check.result(checked, sent);
            }
            List<String> rows = check.statements(checked);
            try {
                sent = PlanAdoption.shown(run, rows, tables);
                run.send(transaction(run, lease, rows));
                return check.result(checked, sent);
            } catch (TxFailure failure) {
                if (FailureKind.isOutcomeUnknown(failure)) {
                    findOut(run, lease, failure);
                }
                if (!retries.again(failure)) {
                    throw refused(run, failure);
                }
            }
        }
    }

    private static TxScript transaction(Run run, HeldLease lease, List<String> rows) {
        List<TxStatement> statements = new ArrayList<>(StepStatements.isolation(run));
        statements.add(TxStatement.of(run.leases().fence(lease.lease())));
        rows.stream().map(TxStatement::of).forEach(statements::add);
        return TxScript.transaction(statements);
    }

    /** Waits for the transaction if it is still in flight, or makes its fence fail; then reads our history again. */
    private static void findOut(Run run, HeldLease lease, TxFailure unanswered) {
        run.tell(new MigrationEvent.OutcomeUnknown(WHAT, unanswered.text()));
        try {
            lease.takeAnew();
        } catch (MigrationException obstacle) {
            throw new OutcomeUnknownException(
                    "It is not known whether the history was adopted: " + unanswered.text() + " " + obstacle.summary(),
                    Remedy.of("Adopt it again: that finds out, and does nothing if it was."),
                    run.report(),
                    unanswered);
        }
        run.checkInterrupted(BEFORE);
    }

    /** Nothing of it remains. */
    private static MigrationException refused(Run run, TxFailure failure) {
        if (failure.phase() == Phase.STATEMENT
                && failure.statement() == StepStatements.isolation(run).size()) {
            return StepFailures.leaseLost(run, WHAT, failure, UNCHANGED);
        }
        return UnwrittenRow.is(failure)
                ? UnwrittenRow.ofHistory(run, WHAT, UNCHANGED, failure)
                : DatabaseFailures.of(run, failure, "writing " + WHAT);
    }
}
