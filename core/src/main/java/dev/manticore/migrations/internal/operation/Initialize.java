package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;

/** Creates the tables, or completes a history table that lacks columns. */
public record Initialize() implements Operation<Void> {

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public Void carryOut(Run run) {
        boolean tablesExist = HistoryReader.ofVersions(run).historyAndLease().tables();
        // Taking the lease is what creates them.
        HeldLease.acquire(run, tablesExist).close();
        return null;
    }
}
