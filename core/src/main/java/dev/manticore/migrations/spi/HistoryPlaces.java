package dev.manticore.migrations.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a database has histories of one store's kind.
 *
 * @param schema where the store keeps its own, not quoted; null if the session has no current schema
 * @param named whether the user named that schema
 * @param others the schemas of all other histories, not quoted, in ascending order
 * @param flyway the name of a table of Flyway's in the schema where the store keeps its own, not quoted; null if there is
 *     none, or if the store does not look for it
 */
public record HistoryPlaces(
        @Nullable String schema,
        boolean named,
        List<String> others,
        @Nullable String flyway) {

    /** The store does not look for others. */
    public static final HistoryPlaces UNKNOWN = new HistoryPlaces(null, false, List.of());

    public HistoryPlaces {
        others = List.copyOf(others);
    }

    /** Without a table of Flyway's. */
    public HistoryPlaces(@Nullable String schema, boolean named, List<String> others) {
        this(schema, named, others, null);
    }
}
