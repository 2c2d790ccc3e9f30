package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.run.Loading;
import dev.manticore.migrations.internal.run.Run;

/** What most operations begin with, read at the same time: the files, and what is in the database. */
record Beginning(MigrationSet files, HistoryReader.Found found) {

    /** Reads both. A failure of the database goes first; problems of the files are part of the result. */
    static Beginning of(Run run) {
        try (Loading loading = run.startLoading()) {
            HistoryReader.Found found = HistoryReader.of(run, loading).historyAndLease();
            return new Beginning(loading.files(), found);
        }
    }
}
