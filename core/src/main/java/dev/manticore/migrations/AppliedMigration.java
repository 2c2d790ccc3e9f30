package dev.manticore.migrations;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history.
 *
 * @param id the version of the migration
 * @param description as recorded
 * @param appliedAt when it was applied, by the database's clock
 * @param checksum SHA-256 in lower-case hexadecimal, unless the history store computes another kind; null if none was
 *     recorded
 * @param duration how long it took, or null if not recorded
 * @param appliedBy the runner that applied it, or null if not recorded
 */
public record AppliedMigration(
        MigrationId id,
        String description,
        Instant appliedAt,
        @Nullable String checksum,
        @Nullable Duration duration,
        @Nullable String appliedBy) {

    public AppliedMigration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(appliedAt, "appliedAt");
    }
}
