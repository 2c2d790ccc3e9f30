package dev.manticore.migrations.inspection.verify;

import dev.manticore.migrations.MigrationId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration of a report.
 *
 * @param origin its file, or null if there is none
 */
public record VerifiedMigration(
        MigrationId id, String description, @Nullable String origin) {

    public VerifiedMigration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
    }

    /** In words, e.g. {@code V3 create orders}. */
    @Override
    public String toString() {
        return id.label(description);
    }
}
