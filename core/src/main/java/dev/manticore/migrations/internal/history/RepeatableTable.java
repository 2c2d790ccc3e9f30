package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.literal;
import static dev.manticore.migrations.spi.Sql.requiringRow;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The repeatable migrations in a table beside the history table, whose rows are versions: the Manticore client for Python
 * reads it, too.
 *
 * @param schema the table's schema, or null for the connection's current one
 * @param name the table's name
 */
record RepeatableTable(@Nullable String schema, String name) {

    static RepeatableTable beside(@Nullable String schema, String historyTable) {
        return new RepeatableTable(schema, historyTable + TableName.REPEATABLE_SUFFIX);
    }

    private String table() {
        return TableName.qualified(schema, name);
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS " + table() + " (name TEXT PRIMARY KEY,"
                + " applied_at TIMESTAMP WITH TIME ZONE NOT NULL, checksum TEXT, execution_ms BIGINT,"
                + " applied_by TEXT, kind TEXT, content_checksum TEXT)";
    }

    /** Adds what a table of an earlier version lacks. */
    String complete() {
        return "ALTER TABLE IF EXISTS " + table() + " ADD COLUMN IF NOT EXISTS content_checksum TEXT";
    }

    Query<List<AppliedMigration>> read() {
        List<String> statements = new ArrayList<>();
        if (schema == null) {
            statements.add(TableName.requireInCurrentSchema(name));
        }
        statements.add("SELECT * FROM " + table() + " ORDER BY name");
        return new Query<>(
                statements,
                answers -> answers.get(statements.size() - 1).stream()
                        .map(RepeatableTable::entry)
                        .toList());
    }

    private static AppliedMigration entry(Row row) {
        String name = row.required("name");
        return TableHistoryStore.entry(new RepeatableName(name), name, row);
    }

    /**
     * Replaces the row of the last time.
     *
     * @param began when the transaction began, as SQL
     */
    String record(RepeatableName applied, HistoryEntry entry, String began) {
        return requiringRow(insert(applied, began, RowValues.of(entry, began))
                + " ON CONFLICT (name) DO UPDATE SET applied_at = excluded.applied_at,"
                + " checksum = excluded.checksum, execution_ms = excluded.execution_ms,"
                + " applied_by = excluded.applied_by, kind = excluded.kind,"
                + " content_checksum = excluded.content_checksum");
    }

    /** Fails where there is a row already. */
    String adopt(RepeatableName applied, AppliedMigration migration) {
        return requiringRow(insert(applied, RowValues.time(migration), RowValues.of(migration)));
    }

    private String insert(RepeatableName applied, String time, RowValues values) {
        return "INSERT INTO " + table() + " (name, applied_at, " + RowValues.COLUMNS + ") VALUES ("
                + literal(applied.name()) + ", " + time + ", " + values.sql() + ")";
    }

    String update(RepeatableName applied, HistoryEntry entry) {
        return requiringRow("UPDATE " + table() + " SET " + TableHistoryStore.updated(entry) + " WHERE name = "
                + literal(applied.name()));
    }

    String erase(RepeatableName applied) {
        return requiringRow("DELETE FROM " + table() + " WHERE name = " + literal(applied.name()));
    }

    /** A change that makes a migration outdated, if it is recorded. */
    String forgetChecksum(RepeatableName changed) {
        return forgetChecksums() + " AND name = " + literal(changed.name());
    }

    /** A change that makes every migration outdated. */
    String forgetChecksums() {
        return "UPDATE " + table() + " SET checksum = NULL, content_checksum = NULL WHERE checksum IS NOT NULL";
    }
}
