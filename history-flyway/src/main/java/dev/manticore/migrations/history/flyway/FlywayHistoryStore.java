package dev.manticore.migrations.history.flyway;

import static dev.manticore.migrations.spi.Sql.identifier;

import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.spi.ContentChecksum;
import dev.manticore.migrations.spi.ContentChecksumTable;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryGuard;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's table as a history store.
 *
 * @param schema the table's schema, or null for the connection's current one
 * @param name the table's name
 * @param schemaAsked whether the user named the schema; it is then created when it is missing
 */
record FlywayHistoryStore(@Nullable String schema, String name, boolean schemaAsked) implements HistoryStore {

    @Override
    public String keeper() {
        return "Flyway";
    }

    @Override
    public String table() {
        return schema == null ? identifier(name) : identifier(schema) + "." + identifier(name);
    }

    @Override
    public HistoryStore in(String foundSchema) {
        return schema == null ? new FlywayHistoryStore(foundSchema, name, false) : this;
    }

    @Override
    public Query<History> history(Database database) {
        // Flyway fills installed_on with the local time of its session. A row of NULLs where there is none, since not
        // every driver names the columns of no rows.
        String rows = "SELECT *, CAST(installed_on AS TIMESTAMP WITH TIME ZONE) AS applied_at FROM " + table()
                + " RIGHT JOIN (SELECT 1 AS always) AS one ON true ORDER BY installed_rank";
        Query<History> read = new Query<>(List.of(rows), answers -> FlywayRows.read(null, answers.get(0)));
        return schema == null || schemaAsked
                ? new FlywayPlacement(schema, name).check(database).and(read, FlywayHistoryStore::placed)
                : read;
    }

    private static History placed(Optional<String> found, History read) {
        return new History(found.orElse(null), read.entries(), read.complete(), read.failed());
    }

    @Override
    public Query<HistoryPlaces> elsewhere(Database database) {
        return new FlywayPlacement(schema, name).elsewhere(schemaAsked);
    }

    @Override
    public List<String> create(Database database) {
        String create = "CREATE TABLE IF NOT EXISTS " + table() + " (installed_rank INT NOT NULL,"
                + " version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,"
                + " script VARCHAR(1000) NOT NULL, checksum INTEGER, installed_by VARCHAR(100) NOT NULL,"
                + " installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL,"
                + " success BOOLEAN NOT NULL, CONSTRAINT " + identifier(name + "_pk")
                + " PRIMARY KEY (installed_rank))";
        String index = "CREATE INDEX IF NOT EXISTS " + identifier(name + "_s_idx") + " ON " + table() + " (success)";
        return List.of(create, index, contents().create());
    }

    @Override
    public Optional<String> createSchema() {
        return schema != null && schemaAsked
                ? Optional.of("CREATE SCHEMA IF NOT EXISTS " + identifier(schema))
                : Optional.empty();
    }

    @Override
    public String checksum(String text) {
        return FlywayChecksum.of(text);
    }

    @Override
    public String record(HistoryEntry entry) {
        return contents().recording(row(entry.id()).record(entry, "now()"), entry);
    }

    @Override
    public Optional<String> record(HistoryEntry entry, String began) {
        return Optional.of(contents().recording(row(entry.id()).record(entry, "(" + began + ")"), entry));
    }

    @Override
    public String erase(MigrationId id) {
        return contents().erasing(row(id).erase(), id);
    }

    @Override
    public String update(HistoryEntry entry) {
        FlywayRow row = row(entry.id());
        return entry.kind() == Kind.WITHOUT_FILE
                ? contents().erasing(row.remove(), entry.id())
                : contents().recording(row.update(entry), entry);
    }

    @Override
    public String removeFailed(MigrationId id) {
        return contents().erasing(row(id).abandon(), id);
    }

    @Override
    public Query<Map<MigrationId, ContentChecksum>> contentChecksums(Database database) {
        return contents().read();
    }

    /** Flyway's table has no column for a second checksum. */
    private ContentChecksumTable contents() {
        return ContentChecksumTable.beside(schema, name);
    }

    @Override
    public Optional<HistoryGuard> guard(Database database, HistoryEntry entry, Direction direction) {
        FlywayRow row = row(entry.id());
        return Optional.of(new HistoryGuard(
                database.isCockroach() || schema == null ? null : FlywayLock.key(schema, name),
                direction == Direction.APPLY ? row.notApplied(entry.checksum()) : row.isApplied()));
    }

    @Override
    public Optional<String> begin(HistoryEntry entry, Direction direction) {
        FlywayRow row = row(entry.id());
        return Optional.of(direction == Direction.APPLY ? row.begin(entry) : row.beginUndo());
    }

    @Override
    public Optional<String> abandon(MigrationId id, Direction direction) {
        return Optional.of(direction == Direction.APPLY ? row(id).abandon() : row(id).abandonUndo());
    }

    @Override
    public Optional<LeaseStore> leases() {
        return Optional.of(LeaseStore.table(schema, name));
    }

    private FlywayRow row(MigrationId id) {
        return new FlywayRow(table(), id);
    }
}
