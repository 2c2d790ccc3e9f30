package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;

/** Reads versions and repeatable migrations in one message. */
public final class WholeHistory {
    private WholeHistory() {}

    /** The query of the run's store; of the versions alone where the run reads nothing else. */
    public static Query<History> query(Run run) {
        HistoryStore store = run.store();
        return !run.readsRepeatables()
                ? store.history(run.database())
                : store.history(run.database()).and(store.repeatables(run.database()), History::with);
    }
}
