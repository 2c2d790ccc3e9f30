package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The history of dbmate: {@code (version varchar primary key)}, see {@code CreateMigrationsTable}, {@code InsertMigration}
 * and {@code DeleteMigration} in its {@code pkg/driver/postgres/postgres.go}. A version is the digits at the start of a
 * file's name, with their leading zeros ({@code migrationFileRegexp} in {@code pkg/dbmate/db.go}). A migration and its row
 * are one transaction; with {@code transaction:false} a row is missing while its migration may be applied in part.
 */
public record DbmateHistory(ToolTable place) implements ReadableHistory {
    public static final String DEFAULT_TABLE = "schema_migrations";

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    @Override
    public String table() {
        return place.qualified();
    }

    @Override
    public String keeper() {
        return "dbmate";
    }

    @Override
    public ReadableHistory in(String schema) {
        return new DbmateHistory(place.in(schema));
    }

    @Override
    public Query<History> history(Database database) {
        return place.read("*, now() AS applied_at", "version", DbmateHistory::read);
    }

    private static History read(Rows rows) {
        Map<Version, Row> versions = new TreeMap<>();
        rows.stream().forEach(row -> {
            Row other = versions.put(version(row), row);
            if (other != null) {
                throw new IllegalArgumentException("it has two rows of one version, '" + other.text("version")
                        + "' and '" + row.text("version") + "'");
            }
        });
        return new History(
                null,
                versions.entrySet().stream()
                        .map(entry -> ToolRows.applied(entry.getKey(), entry.getValue()))
                        .toList(),
                true);
    }

    private static Version version(Row row) {
        String text = row.required("version");
        if (row.has("dirty")) {
            throw new IllegalArgumentException("it has a column dirty, as that of golang-migrate");
        }
        if (!DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("it has the version '" + text + "', and dbmate's are digits");
        }
        return Version.parse(text);
    }
}
