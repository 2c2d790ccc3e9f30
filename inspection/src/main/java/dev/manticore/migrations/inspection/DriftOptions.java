package dev.manticore.migrations.inspection;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is compared when a database is compared with its migrations. Immutable.
 *
 * @param schema the one schema that is compared, not quoted; null for the whole database
 * @param exclusions what is not compared; see {@link #excluding}
 * @param historyTables the tables in which histories and leases may be, without schemas and not quoted; they are not compared
 */
public record DriftOptions(@Nullable String schema, List<Exclusion> exclusions, Set<String> historyTables) {

    /** The whole database but for the tables of a history with the usual names. */
    public static final DriftOptions DEFAULT =
            new DriftOptions(null, List.of(), Set.of("_migrations", "_migrations_lease", "_migrations_repeatable"));

    public DriftOptions {
        exclusions = List.copyOf(exclusions);
        historyTables = Set.copyOf(historyTables);
    }

    /** Compares one schema alone: what is in it, its extensions and its default privileges. */
    public DriftOptions schema(@Nullable String name) {
        return new DriftOptions(name, exclusions, historyTables);
    }

    /**
     * Leaves out what matches one of these patterns, in place of earlier ones.
     *
     * @throws IllegalArgumentException if a pattern is none; see {@link Exclusion#parse}
     */
    public DriftOptions excluding(Collection<String> patterns) {
        return new DriftOptions(schema, patterns.stream().map(Exclusion::parse).toList(), historyTables);
    }

    /** Names the tables of the history, in place of those with the usual names. */
    public DriftOptions historyTables(Collection<String> tables) {
        return new DriftOptions(schema, exclusions, Set.copyOf(Objects.requireNonNull(tables, "tables")));
    }

    /** What is left of a catalog. */
    Catalog compared(Catalog catalog) {
        Catalog rest = catalog.withoutTables(historyTables);
        for (Exclusion exclusion : exclusions) {
            rest = exclusion.leftOf(rest);
        }
        return rest;
    }
}
