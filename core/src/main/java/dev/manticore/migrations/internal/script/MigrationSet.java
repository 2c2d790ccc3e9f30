package dev.manticore.migrations.internal.script;

import dev.manticore.migrations.Problem;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All migrations of all sources.
 *
 * @param byVersion ascending
 * @param sources what the sources are called, for messages
 * @param problems what is wrong with names, pairs and sources; what is wrong with a script stands in the script
 */
public record MigrationSet(
        NavigableMap<Long, ResolvedMigration> byVersion, List<String> sources, List<Problem> problems) {

    public MigrationSet {
        byVersion = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(byVersion));
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }

    /** The highest version, or 0. */
    public long highest() {
        return byVersion.isEmpty() ? 0 : byVersion.lastKey();
    }
}
