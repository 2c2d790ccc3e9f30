package dev.manticore.migrations.inspection;

import java.util.List;
import java.util.Objects;

/**
 * In what a database differs from what its migrations make on a scratch server. Immutable.
 *
 * @param diff the differences, and the statements that make the database as its migrations make it
 * @param replaced differences in what a repeatable migration makes that has changed since it was applied. The next run applies it
 *     again, so they are no drift, and what else was changed there cannot be told from them
 * @param notes what keeps the comparison from being complete, and what that means, as sentences
 * @param version the major version of the database's server, e.g. 18
 * @param scratchVersion the major version of the scratch server
 */
public record Drift(CatalogDiff diff, List<Difference> replaced, List<String> notes, int version, int scratchVersion) {

    public Drift {
        Objects.requireNonNull(diff, "diff");
        replaced = List.copyOf(replaced);
        notes = List.copyOf(notes);
    }

    /** Whether nothing differs but what the next run replaces. */
    public boolean isEmpty() {
        return diff.isEmpty();
    }

    /** One line for each difference. */
    @Override
    public String toString() {
        return diff.toString();
    }
}
