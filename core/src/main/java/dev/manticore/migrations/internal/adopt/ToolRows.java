package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Row;
import java.util.Objects;

/** Rows of tools that record a version, and hardly anything else. */
final class ToolRows {
    private ToolRows() {}

    /** @param row has the time of application as {@code applied_at} */
    static AppliedMigration applied(Version version, Row row) {
        return new AppliedMigration(version, "", Objects.requireNonNull(row.instant("applied_at")), null, null, null);
    }
}
