package dev.manticore.migrations.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration to be recorded as applied.
 *
 * @param checksum as {@link HistoryStore#checksum} gave it
 * @param appliedBy the runner
 * @param duration how long it took, or null when the row is written in the migration's own transaction, whose
 *     duration so far the database knows best
 */
public record HistoryEntry(
        long version,
        String description,
        String checksum,
        String appliedBy,
        @Nullable Duration duration) {

    public HistoryEntry {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(appliedBy, "appliedBy");
    }
}
