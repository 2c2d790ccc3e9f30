package dev.manticore.migrations.history.flyway;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the rows of Flyway's table, in the order in which they were written: of one migration the newest counts. */
final class FlywayRows {
    private final TreeMap<MigrationId, AppliedMigration> applied = new TreeMap<>();
    private final List<AppliedMigration> failed = new ArrayList<>();

    private FlywayRows() {}

    /** @param rows in the order of their ranks */
    static History read(@Nullable String schema, Rows rows) {
        FlywayRows all = new FlywayRows();
        rows.stream().filter(row -> row.text("installed_rank") != null).forEach(all::add);
        return new History(schema, List.copyOf(all.applied.values()), true, all.failed);
    }

    private void add(Row row) {
        FlywayType type = FlywayType.of(row.required("type"));
        if (type == FlywayType.SCHEMA) {
            return;
        }
        MigrationId id = id(row);
        if (!row.required("success").startsWith("t")) {
            failed.add(migration(id, type.kind(), row));
        } else if (type == FlywayType.REMOVAL) {
            applied.remove(id);
        } else {
            applied.put(id, migration(id, type.kind(), row));
        }
    }

    private static AppliedMigration migration(MigrationId id, Kind kind, Row row) {
        return new AppliedMigration(
                id,
                row.required("description"),
                Objects.requireNonNull(row.instant("applied_at")),
                row.text("checksum"),
                Duration.ofMillis(Objects.requireNonNull(row.number("execution_time"))),
                row.text("installed_by"),
                kind);
    }

    private static MigrationId id(Row row) {
        String version = row.text("version");
        if (version == null) {
            return new RepeatableName(row.required("description"));
        }
        try {
            return Version.parse(version);
        } catch (IllegalArgumentException other) {
            throw new IllegalStateException(
                    "Flyway's row of " + row.required("script") + " (installed_rank " + row.required("installed_rank")
                            + ") has the version \"" + version + "\", but numbers from 0 to 2^63-1 were expected",
                    other);
        }
    }
}
