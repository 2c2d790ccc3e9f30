package dev.manticore.migrations.examples.flyway;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.ContentChecksumTable;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Keeps Flyway's history table, in the form that Flyway 13 creates. Flyway and this library can migrate the same
 * database in turn, but not at the same time: Flyway does not know the lease.
 *
 * @param schema the table's schema, not quoted
 * @param name the table's name, not quoted; Flyway calls it {@code flyway_schema_history}
 */
public record FlywayHistoryStore(String schema, String name) implements HistoryStore {

    @Override
    public String table() {
        return identifier(schema) + "." + identifier(name);
    }

    @Override
    public Query<History> history(Database database) {
        // Flyway fills installed_on with the local time of its session; read it as such.
        return new Query<>(
                List.of("SELECT *, CAST(installed_on AS TIMESTAMP WITH TIME ZONE) AS applied_at FROM " + table()
                        + " ORDER BY installed_rank"),
                answers -> FlywayRows.read(answers.get(0)));
    }

    @Override
    public List<String> create(Database database) {
        String table = "CREATE TABLE IF NOT EXISTS " + table() + " (installed_rank INT NOT NULL,"
                + " version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,"
                + " script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL,"
                + " installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INT NOT NULL,"
                + " success BOOLEAN NOT NULL, CONSTRAINT " + identifier(name + "_pk")
                + " PRIMARY KEY (installed_rank))";
        String index = "CREATE INDEX IF NOT EXISTS " + identifier(name + "_s_idx") + " ON " + table() + " (success)";
        return List.of(table, index, contents().create());
    }

    /** Flyway's table has no column for a second checksum. */
    private ContentChecksumTable contents() {
        return ContentChecksumTable.beside(schema, name);
    }

    @Override
    public Query<Map<MigrationId, String>> contentChecksums(Database database) {
        return contents().read();
    }

    @Override
    public Optional<String> createSchema() {
        return Optional.of("CREATE SCHEMA IF NOT EXISTS " + identifier(schema));
    }

    /** Flyway's checksum: CRC32 of the lines without line endings. */
    @Override
    public String checksum(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(UTF_8)));
        return Integer.toString((int) crc.getValue());
    }

    /** This example keeps versions of one number. */
    @Override
    public Optional<String> refusal(MigrationId id) {
        return id instanceof Version version && version.isWholeNumber()
                ? Optional.empty()
                : Optional.of(id.label() + " cannot be recorded in " + table() + " by this example.");
    }

    @Override
    public String record(HistoryEntry entry) {
        String script = "V" + entry.id() + "__" + entry.description().replace(' ', '_') + ".sql";
        Duration duration = entry.duration();
        // Flyway's table accepts duplicate versions; a rank of NULL refuses them.
        String change = "INSERT INTO " + table() + " (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) SELECT coalesce(max(installed_rank), 0)"
                + " + CASE WHEN bool_or(" + is(entry.id()) + ") THEN NULL ELSE 1 END, '" + entry.id() + "', "
                + literal(entry.description()) + ", 'SQL', " + literal(script) + ", "
                + Integer.parseInt(entry.checksum())
                + ", " + literal(entry.appliedBy()) + ", "
                + (duration == null
                        ? "CAST(extract(epoch FROM clock_timestamp() - now()) * 1000 AS INT)"
                        : duration.toMillis())
                + ", true FROM " + table();
        return contents().recording(change, entry);
    }

    /** What has no file any more leaves the history: Flyway's rows of type DELETE are beyond this example. */
    @Override
    public String update(HistoryEntry entry) {
        if (entry.kind() == AppliedMigration.Kind.WITHOUT_FILE) {
            return erase(entry.id());
        }
        String change = "UPDATE " + table() + " SET description = " + literal(entry.description()) + ", checksum = "
                + Integer.parseInt(entry.checksum()) + " WHERE " + is(entry.id());
        return contents().recording(change, entry);
    }

    @Override
    public String erase(MigrationId id) {
        return contents().erasing("DELETE FROM " + table() + " WHERE " + is(id), id);
    }

    /** Flyway keeps leading zeros of versions. */
    private static String is(MigrationId id) {
        return "ltrim(version, '0') = '" + id + "'";
    }
}
