package dev.manticore.migrations.spi;

import dev.manticore.migrations.MigrationId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration to be recorded as applied.
 *
 * @param id the migration
 * @param description as in the script's name
 * @param checksum as {@link HistoryStore#checksum} returned it; null for a migration in Java code that gives none
 * @param appliedBy names the runner
 * @param duration how long it took; null if the row is written in the migration's own transaction: the statement then
 *     computes it as {@code clock_timestamp() - now()}
 */
public record HistoryEntry(
        MigrationId id,
        String description,
        @Nullable String checksum,
        String appliedBy,
        @Nullable Duration duration) {

    public HistoryEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(appliedBy, "appliedBy");
    }
}
