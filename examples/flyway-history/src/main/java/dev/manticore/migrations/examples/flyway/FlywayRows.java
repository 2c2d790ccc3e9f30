package dev.manticore.migrations.examples.flyway;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Reads Flyway's table. Refuses rows that cannot be continued, and names them. */
final class FlywayRows {
    private FlywayRows() {}

    static History read(Rows rows) {
        List<AppliedMigration> entries = rows.stream()
                .filter(row -> !row.required("type").equals("SCHEMA")) // the creation of the schema
                .map(FlywayRows::migration)
                .sorted(Comparator.comparing(AppliedMigration::id))
                .toList();
        return new History(null, entries, true);
    }

    private static AppliedMigration migration(Row row) {
        String version = row.text("version");
        if (version == null) {
            throw refused(row, "is a repeatable migration: give it a version");
        }
        if (!row.required("type").equals("SQL")) {
            throw refused(row, "is of type " + row.required("type") + ", but only SQL scripts are supported");
        }
        if (!row.required("success").startsWith("t")) {
            throw refused(row, "failed: fix it with Flyway's repair first");
        }
        return new AppliedMigration(
                number(row, version),
                row.required("description"),
                Objects.requireNonNull(row.instant("applied_at")),
                row.text("checksum"),
                Duration.ofMillis(Objects.requireNonNull(row.number("execution_time"))),
                row.text("installed_by"));
    }

    private static Version number(Row row, String version) {
        try {
            return Version.of(Long.parseLong(version));
        } catch (NumberFormatException dottedOrTooLarge) {
            throw refused(row, "has version " + version + ", but only whole numbers up to 2^63-1 are supported");
        }
    }

    private static IllegalStateException refused(Row row, String reason) {
        return new IllegalStateException("Flyway's " + row.required("script") + " (installed_rank "
                + row.required("installed_rank") + ") " + reason);
    }
}
