package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.internal.execute.HistoryChange;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.ReadableHistory;
import java.util.List;

/**
 * Takes over the history of another tool: all rows in one transaction with the fence.
 */
public record Adopt(ReadableHistory from) implements Operation<Adoption> {
    private static final String WHAT = "the adoption of the history";

    @Override
    public Adoption carryOut(Run run) {
        MigrationSet loaded = run.load();
        HistoryReader.Found found = HistoryReader.ofAdoption(run).historyAndLease();
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
        LeaseState progress = new LeaseState.Free(null, lease.progress());
        AdoptionCheck.Checked written = new HistoryChange(run, lease, WHAT)
                .carryOut(history -> check.check(history, progress), check::statements);
        List<String> rows = check.statements(written);
        return check.result(written, rows.isEmpty() ? rows : PlanAdoption.shown(run, rows, tables));
    }
}
