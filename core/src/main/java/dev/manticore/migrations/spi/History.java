package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HistoryStore} read.
 *
 * @param schema where the history's table is, or would be made; null when the store's names say it already
 * @param entries what is applied, by version, ascending
 * @param complete false when the table lacks columns of the store's, so that {@link HistoryStore#complete} is due
 */
public record History(@Nullable String schema, List<AppliedMigration> entries, boolean complete) {

    /** No table, hence nothing applied. */
    public static final History NONE = new History(null, List.of(), true);

    public History {
        entries = List.copyOf(entries);
    }
}
