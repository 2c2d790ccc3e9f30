package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Version;
import java.util.List;
import java.util.Set;

/** What the database is at where a run has nothing to do, in a sentence. */
final class NothingToDoText {
    private static final Set<State> IN_DATABASE =
            Set.of(State.APPLIED, State.CHANGED, State.OUTDATED, State.MISSING, State.AHEAD, State.BASELINE);

    private NothingToDoText() {}

    /** @param entries files and history side by side */
    static String of(List<Entry> entries) {
        List<Entry> applied = entries.stream()
                .filter(entry -> IN_DATABASE.contains(entry.state()))
                .toList();
        long open = entries.stream().filter(entry -> entry.state().isPending()).count();
        String pending = open == 0 ? "" : " " + Words.count(open, "migration") + " pending.";
        if (applied.isEmpty()) {
            return "Nothing to do: no migration is applied." + pending;
        }
        Entry latest = applied.stream()
                .filter(entry -> entry.id() instanceof Version)
                .reduce((earlier, later) -> later)
                .orElse(applied.get(applied.size() - 1));
        String count = applied.size() == 1 ? "1 migration is applied" : applied.size() + " migrations are applied";
        boolean partlyDone = entries.stream().anyMatch(entry -> entry.state() == State.PARTLY_DONE);
        return (partlyDone ? "Nothing to do: " : "Up to date: ") + count + ", the latest is "
                + Words.migration(latest.id(), latest.description()) + "." + pending;
    }
}
