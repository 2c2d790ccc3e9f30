package dev.manticore.migrations.it.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Flyway's history, as far as scenarios fill it: a history that somebody else wrote an adapter for. */
public record FlywayTable() implements ReadableHistory {
    @Override
    public String table() {
        return "\"public\".\"flyway_schema_history\"";
    }

    @Override
    public String keeper() {
        return "Flyway";
    }

    @Override
    public Query<History> history(Database database) {
        return new Query<>(
                List.of("SELECT *, CAST(installed_on AS TIMESTAMP WITH TIME ZONE) AS applied_at FROM " + table()
                        + " ORDER BY installed_rank"),
                answers -> read(answers.get(0)));
    }

    private static History read(Rows rows) {
        Map<MigrationId, AppliedMigration> applied = new TreeMap<>();
        Map<MigrationId, AppliedMigration> failed = new TreeMap<>();
        rows.stream().filter(row -> !row.required("type").equals("SCHEMA")).forEach(row -> {
            AppliedMigration entry = entry(row);
            if (row.required("type").equals("DELETE")) {
                applied.remove(entry.id());
            } else {
                (row.required("success").startsWith("t") ? applied : failed).put(entry.id(), entry);
            }
        });
        return new History(null, List.copyOf(applied.values()), true, List.copyOf(failed.values()));
    }

    private static AppliedMigration entry(Row row) {
        String version = row.text("version");
        String description = row.required("description");
        return new AppliedMigration(
                version == null ? new RepeatableName(description) : Version.parse(version),
                description,
                Objects.requireNonNull(row.instant("applied_at")),
                row.text("checksum"),
                Duration.ofMillis(Objects.requireNonNull(row.number("execution_time"))),
                row.text("installed_by"),
                switch (row.required("type")) {
                    case "SQL" -> Kind.SCRIPT;
                    case "BASELINE" -> Kind.BASELINE;
                    default -> Kind.OTHER;
                });
    }

    @Override
    public String checksum(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(UTF_8)));
        return Integer.toString((int) crc.getValue());
    }
}
