package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;
import static dev.manticore.migrations.spi.Sql.requiringRow;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * History in the table of the Manticore client for Python. Every statement is valid on PostgreSQL and on CockroachDB
 * from 20.2 on: no SET LOCAL, no advisory lock, no function that one of them lacks.
 *
 * @param schema the table's schema, or null for the connection's current one
 * @param name the table's name
 * @param schemaAsked whether the user named the schema; it is then created when it is missing
 */
public record TableHistoryStore(@Nullable String schema, String name, boolean schemaAsked) implements HistoryStore {
    /** The columns that the client for Python does not have, in the order in which they are created. */
    private static final List<String> ADDED =
            List.of("checksum TEXT", "execution_ms BIGINT", "applied_by TEXT", "kind TEXT", "content_checksum TEXT");

    public static TableHistoryStore of(@Nullable String schema, String name) {
        TableName.check(schema, name);
        return new TableHistoryStore(schema, name, schema != null);
    }

    @Override
    public String table() {
        return TableName.qualified(schema, name);
    }

    @Override
    public HistoryStore in(String foundSchema) {
        return schema == null ? new TableHistoryStore(foundSchema, name, false) : this;
    }

    @Override
    public Query<History> history(Database database) {
        // All columns, since a table of somebody else's has fewer of them, and may have more. A row of NULLs where
        // there is none, since not every driver names the columns of no rows.
        String select = "SELECT * FROM " + table() + " RIGHT JOIN (SELECT 1 AS always) AS one ON true ORDER BY version";
        return schema == null || schemaAsked
                ? new HistoryPlacement(schema, name)
                        .check(database)
                        .and(new Query<>(List.of(select), answers -> answers.get(0)), TableHistoryStore::read)
                : new Query<>(List.of(select), answers -> read(Optional.empty(), answers.get(0)));
    }

    @Override
    public Query<List<AppliedMigration>> repeatables(Database database) {
        return repeatable().read();
    }

    private RepeatableTable repeatable() {
        return RepeatableTable.beside(schema, name);
    }

    @Override
    public Query<HistoryPlaces> elsewhere(Database database) {
        return new HistoryPlacement(schema, name).elsewhere(schemaAsked);
    }

    private static History read(Optional<String> schema, Rows rows) {
        List<AppliedMigration> entries = new ArrayList<>(rows.values().size());
        rows.stream().filter(row -> row.text("version") != null).forEach(row -> entries.add(version(row)));
        return new History(
                schema.orElse(null),
                entries,
                rows.columns()
                        .containsAll(ADDED.stream()
                                .map(column -> column.substring(0, column.indexOf(' ')))
                                .toList()));
    }

    private static AppliedMigration version(Row row) {
        Version version = Version.of(Objects.requireNonNull(row.number("version")));
        return entry(version, row.required("description"), row);
    }

    /** Reads the columns that this table and the one of the repeatable migrations have in common. */
    static AppliedMigration entry(MigrationId id, String description, Row row) {
        Long millis = row.number("execution_ms");
        return new AppliedMigration(
                id,
                description,
                Objects.requireNonNullElse(row.instant("applied_at"), Instant.EPOCH),
                row.text("checksum"),
                millis == null ? null : Duration.ofMillis(millis),
                row.text("applied_by"),
                RecordedKind.of(row.text("kind")),
                row.text("content_checksum"));
    }

    @Override
    public List<String> create(Database database) {
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + table() + " (version BIGINT PRIMARY KEY, description TEXT NOT NULL,"
                        + " applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,"
                        + " " + String.join(", ", ADDED) + ")",
                repeatable().create());
    }

    @Override
    public Optional<String> createSchema() {
        return schema != null && schemaAsked
                ? Optional.of("CREATE SCHEMA IF NOT EXISTS " + identifier(schema))
                : Optional.empty();
    }

    @Override
    public List<String> complete(Database database) {
        List<String> statements = new ArrayList<>();
        if (!database.isCockroach()) {
            // INTEGER is 32 bits wide on PostgreSQL, too narrow for a timestamp; on CockroachDB it is 64 bits wide. It
            // comes first, since a table that has all columns counts as complete.
            statements.add("ALTER TABLE " + table() + " ALTER COLUMN version TYPE BIGINT");
        }
        ADDED.forEach(column -> statements.add("ALTER TABLE " + table() + " ADD COLUMN IF NOT EXISTS " + column));
        statements.add(repeatable().complete());
        return statements;
    }

    @Override
    public Optional<String> refusal(MigrationId id) {
        return WholeNumber.refusal(id, table());
    }

    @Override
    public String record(HistoryEntry entry) {
        return entry.id() instanceof RepeatableName repeated
                ? repeatable().record(repeated, entry, "now()")
                : requiringRow("INSERT INTO " + table() + " (version, description, " + RowValues.COLUMNS + ") VALUES ("
                        + WholeNumber.of(entry.id(), table()) + ", " + literal(entry.description()) + ", "
                        + RowValues.of(entry).sql() + ")");
    }

    @Override
    public Optional<String> record(HistoryEntry entry, String expression) {
        String began = "(" + expression + ")";
        return Optional.of(
                entry.id() instanceof RepeatableName repeated
                        ? repeatable().record(repeated, entry, began)
                        : requiringRow("INSERT INTO " + table() + " (version, description, applied_at, "
                                + RowValues.COLUMNS + ") VALUES (" + WholeNumber.of(entry.id(), table()) + ", "
                                + literal(entry.description()) + ", " + began + ", "
                                + RowValues.of(entry, began).sql() + ")"));
    }

    @Override
    public String adopt(AppliedMigration migration) {
        return migration.id() instanceof RepeatableName repeated
                ? repeatable().adopt(repeated, migration)
                : requiringRow("INSERT INTO " + table() + " (version, description, applied_at, " + RowValues.COLUMNS
                        + ") VALUES (" + WholeNumber.of(migration.id(), table()) + ", "
                        + literal(migration.description()) + ", " + RowValues.time(migration) + ", "
                        + RowValues.of(migration).sql() + ")");
    }

    @Override
    public String update(HistoryEntry entry) {
        return entry.id() instanceof RepeatableName repeated
                ? repeatable().update(repeated, entry)
                : requiringRow("UPDATE " + table() + " SET description = " + literal(entry.description()) + ", "
                        + updated(entry) + " WHERE version = " + WholeNumber.of(entry.id(), table()));
    }

    /** What an update changes in both tables. */
    static String updated(HistoryEntry entry) {
        return "checksum = " + literal(entry.checksum()) + ", kind = " + literal(RecordedKind.written(entry.kind()))
                + ", content_checksum = " + literal(entry.contentChecksum());
    }

    @Override
    public Optional<String> begin(HistoryEntry entry, Direction direction) {
        return entry.id() instanceof RepeatableName repeated
                ? Optional.of(repeatable().forgetChecksum(repeated))
                : Optional.empty();
    }

    @Override
    public String erase(MigrationId id) {
        return id instanceof RepeatableName repeated
                ? repeatable().erase(repeated)
                : "WITH outdated AS (" + repeatable().forgetChecksums() + " RETURNING 1), written AS (DELETE FROM "
                        + table() + " WHERE version = " + WholeNumber.of(id, table())
                        + " RETURNING 1) SELECT 1 / count(*) FROM written";
    }
}
