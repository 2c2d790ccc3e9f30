package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.MigrationId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration to be recorded as applied.
 *
 * @param id the migration
 * @param description as in the script's name
 * @param checksum as {@link HistoryStore#checksum} returned it; null for a baseline, and for code that has none
 * @param appliedBy names the runner
 * @param duration how long it took; null if the row is written in the migration's own transaction: the statement then
 *     computes it as {@code clock_timestamp() - now()}
 * @param kind what the row stands for
 * @param script the name of the file, or of the class; null if there is none, or if it is not known
 * @param contentChecksum the checksum of what the script does, to be read back as {@link
 *     dev.manticore.migrations.AppliedMigration#contentChecksum()}. Null if there is no script. A store whose table has no
 *     column for it keeps it with {@link ContentChecksumTable}, or leaves it out
 */
public record HistoryEntry(
        MigrationId id,
        String description,
        @Nullable String checksum,
        String appliedBy,
        @Nullable Duration duration,
        Kind kind,
        @Nullable String script,
        @Nullable String contentChecksum) {

    public HistoryEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(appliedBy, "appliedBy");
        Objects.requireNonNull(kind, "kind");
    }

    /** A migration without a checksum of its content. */
    public HistoryEntry(
            MigrationId id,
            String description,
            @Nullable String checksum,
            String appliedBy,
            @Nullable Duration duration,
            Kind kind,
            @Nullable String script) {
        this(id, description, checksum, appliedBy, duration, kind, script, null);
    }

    /** A script whose file is not known. */
    public HistoryEntry(
            MigrationId id,
            String description,
            @Nullable String checksum,
            String appliedBy,
            @Nullable Duration duration) {
        this(id, description, checksum, appliedBy, duration, Kind.SCRIPT, null);
    }
}
