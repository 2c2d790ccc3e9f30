package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HistoryStore} read.
 *
 * @param schema where the history table is; the engine passes it to {@link HistoryStore#in} and
 *     {@link LeaseStore#in}. Null if the store's names are qualified already: then both stores stay as they are
 * @param entries the applied migrations in ascending order of their identities
 * @param complete false if the table lacks columns; the engine then sends {@link HistoryStore#complete}
 */
public record History(@Nullable String schema, List<AppliedMigration> entries, boolean complete) {

    /** No table, hence nothing applied. */
    public static final History NONE = new History(null, List.of(), true);

    public History {
        entries = List.copyOf(entries);
    }

    /** This history, and repeatable migrations that were read from a table of their own. */
    public History with(List<AppliedMigration> repeatables) {
        return repeatables.isEmpty()
                ? this
                : new History(
                        schema,
                        Stream.concat(entries.stream(), repeatables.stream()).toList(),
                        complete);
    }
}
