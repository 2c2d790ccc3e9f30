package dev.manticore.migrations.it.scenarios;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.ContentChecksum;
import dev.manticore.migrations.spi.ContentChecksumTable;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A history whose table has no column for the second checksum, which is kept beside it. */
record NarrowStore(String schema, String name) implements HistoryStore {

    private ContentChecksumTable contents() {
        return ContentChecksumTable.beside(schema, name);
    }

    @Override
    public String table() {
        return identifier(schema) + "." + identifier(name);
    }

    @Override
    public Query<History> history(Database database) {
        return new Query<>(
                List.of("SELECT version, description, checksum, applied_at FROM " + table() + " ORDER BY version"),
                answers -> new History(
                        null, answers.get(0).stream().map(NarrowStore::entry).toList(), true));
    }

    private static AppliedMigration entry(Row row) {
        return new AppliedMigration(
                Version.of(Objects.requireNonNull(row.number("version"))),
                row.required("description"),
                Objects.requireNonNull(row.instant("applied_at")),
                row.text("checksum"),
                null,
                null);
    }

    @Override
    public Query<Map<MigrationId, ContentChecksum>> contentChecksums(Database database) {
        return contents().read();
    }

    @Override
    public List<String> create(Database database) {
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + table() + " (version BIGINT PRIMARY KEY, description TEXT NOT NULL,"
                        + " checksum TEXT, applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP)",
                contents().create());
    }

    @Override
    public Optional<String> refusal(MigrationId id) {
        return id instanceof Version version && version.isWholeNumber()
                ? Optional.empty()
                : Optional.of("Only whole numbers are kept here.");
    }

    @Override
    public String record(HistoryEntry entry) {
        return contents()
                .recording(
                        "INSERT INTO " + table() + " (version, description, checksum) VALUES (" + entry.id() + ", "
                                + literal(entry.description()) + ", " + literal(entry.checksum()) + ")",
                        entry);
    }

    @Override
    public String update(HistoryEntry entry) {
        return contents()
                .recording(
                        "UPDATE " + table() + " SET description = " + literal(entry.description()) + ", checksum = "
                                + literal(entry.checksum()) + " WHERE version = " + entry.id(),
                        entry);
    }

    @Override
    public String erase(MigrationId id) {
        return contents().erasing("DELETE FROM " + table() + " WHERE version = " + id, id);
    }
}
