package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.Drift;
import java.util.ArrayList;
import java.util.List;

/** Differences between a database and what is expected of it, in lines. */
public final class DifferencesText {
    private DifferencesText() {}

    /** One line for each difference. */
    public static List<String> differences(List<Difference> differences) {
        return differences.stream()
                .map(difference -> "  " + Printable.line(difference.toString()))
                .toList();
    }

    /** Each statement behind an empty line, with a semicolon. */
    public static List<String> statements(List<String> statements) {
        List<String> lines = new ArrayList<>();
        for (String statement : statements) {
            lines.add("");
            (statement + ";").lines().forEach(lines::add);
        }
        return lines;
    }

    /** The result of drift. */
    public static List<String> of(Drift drift) {
        List<String> lines = new ArrayList<>();
        drift.notes().forEach(note -> lines.add("note: " + Printable.line(note)));
        if (drift.version() != drift.scratchVersion()) {
            lines.add("note: The server is PostgreSQL " + drift.version() + " and the scratch server "
                    + drift.scratchVersion() + ", which may word definitions differently.");
        }
        int count = drift.diff().differences().size();
        if (count == 0) {
            lines.add("The database is as its migrations make it.");
        } else {
            lines.add("The database differs from what its migrations make in " + Words.count(count, "place") + ":");
            lines.addAll(differences(drift.diff().differences()));
        }
        if (!drift.replaced().isEmpty()) {
            lines.add("");
            lines.add("Besides, the next run replaces this:");
            lines.addAll(differences(drift.replaced()));
        }
        if (!drift.diff().repair().isEmpty()) {
            lines.add("");
            lines.add(
                    "These statements make the database as its migrations make it. Read them first: they do not look at rows.");
            lines.addAll(statements(drift.diff().repair()));
        }
        return lines;
    }
}
