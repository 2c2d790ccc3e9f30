package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.NothingToDo;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigrationStatus.Entry;
import java.util.List;

/** What a run has found where it had nothing to do. Used by the thread of the run. */
final class FoundEntries implements MigrationListener {
    private List<Entry> entries = List.of();

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof NothingToDo found) {
            entries = found.entries();
        }
    }

    List<Entry> entries() {
        return entries;
    }
}
