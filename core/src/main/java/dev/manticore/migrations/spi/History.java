package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HistoryStore} read.
 *
 * @param schema where the history table is; the engine passes it to {@link HistoryStore#in} and
 *     {@link LeaseStore#in}. Null if the store's names are qualified already: then both stores stay as they are
 * @param entries the applied migrations in ascending order of their identities
 * @param complete false if the table lacks columns; the engine then sends {@link HistoryStore#complete}
 * @param failed migrations that another tool recorded as failed, or that are partially applied; they are not among the
 *     entries, and no run goes on while there are any. Empty for a store that records what succeeded only
 */
public record History(
        @Nullable String schema, List<AppliedMigration> entries, boolean complete, List<AppliedMigration> failed) {

    /** No table, hence nothing applied. */
    public static final History NONE = new History(null, List.of(), true, List.of());

    private static final Comparator<AppliedMigration> IN_ORDER = Comparator.comparing(AppliedMigration::id);

    public History {
        entries = List.copyOf(entries);
        failed = List.copyOf(failed);
    }

    /** A history in which nothing failed. */
    public History(@Nullable String schema, List<AppliedMigration> entries, boolean complete) {
        this(schema, entries, complete, List.of());
    }

    /**
     * This history as the progress explains it: what the table has as failed is partially applied, which the lease knows
     * better, or is not reverted yet.
     *
     * @param noted what is noted in the lease; null for nothing
     */
    public History explainedBy(@Nullable Progress noted) {
        if (noted == null || failed.isEmpty()) {
            return this;
        }
        List<AppliedMigration> others =
                failed.stream().filter(entry -> !entry.id().equals(noted.id())).toList();
        Stream<AppliedMigration> reverting = noted.direction() == Direction.REVERT
                ? failed.stream().filter(entry -> entry.id().equals(noted.id()))
                : Stream.empty();
        return new History(
                schema,
                Stream.concat(entries.stream(), reverting).sorted(IN_ORDER).toList(),
                complete,
                others);
    }

    /** This history, and repeatable migrations that were read from a table of their own. */
    public History with(List<AppliedMigration> repeatables) {
        return repeatables.isEmpty()
                ? this
                : new History(
                        schema,
                        Stream.concat(entries.stream(), repeatables.stream()).toList(),
                        complete,
                        failed);
    }

    /**
     * This history, with the checksums of contents that were read from a table of their own. One that was recorded with
     * another checksum than the history's is passed over.
     */
    public History with(Map<MigrationId, ContentChecksum> contentChecksums) {
        return contentChecksums.isEmpty()
                ? this
                : new History(
                        schema,
                        entries.stream()
                                .map(entry -> with(entry, contentChecksums.get(entry.id())))
                                .toList(),
                        complete,
                        failed);
    }

    private static AppliedMigration with(AppliedMigration entry, @Nullable ContentChecksum recorded) {
        return recorded != null
                        && entry.contentChecksum() == null
                        && entry.checksum() != null
                        && entry.checksum().equals(recorded.checksum())
                ? entry.withContentChecksum(recorded.content())
                : entry;
    }
}
