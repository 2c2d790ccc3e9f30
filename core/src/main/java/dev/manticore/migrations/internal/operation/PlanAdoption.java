package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.internal.execute.PlanDescription;
import dev.manticore.migrations.internal.execute.StepStatements;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.TxMessage;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;

/** Shows what {@link Adopt} would write. Creates no table. */
public record PlanAdoption(ReadableHistory from) implements Operation<Adoption> {

    @Override
    public Adoption carryOut(Run run) {
        MigrationSet loaded = run.load();
        HistoryReader.Found found = HistoryReader.ofAdoption(run).historyAndLease();
        AdoptionCheck check = AdoptionCheck.of(run, run.completed(loaded), from);
        AdoptionCheck.Checked checked = check.check(found.applied(), found.lease());
        if (checked.isWritten()) {
            return check.result(checked, List.of());
        }
        if (found.history().isEmpty()) {
            run.located(HistoryReader.ofAdoption(run).placeOfNew());
        }
        return check.result(checked, shown(run, check.statements(checked), found.tables()));
    }

    /**
     * All statements but those of the lease.
     *
     * @param tables whether the tables of history and lease are there
     */
    static List<String> shown(Run run, List<String> rows, boolean tables) {
        List<String> shown = new ArrayList<>(tables ? List.of() : PlanDescription.creation(run));
        shown.add(TxMessage.BEGIN);
        StepStatements.isolation(run).stream().map(TxStatement::sql).forEach(shown::add);
        shown.addAll(rows);
        shown.add("COMMIT");
        return shown;
    }
}
