package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.spi.HistoryEntry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a row of the history table and one of the table of the repeatable migrations have in common.
 *
 * @param millis the duration in milliseconds, as SQL
 */
record RowValues(
        @Nullable String checksum,
        String millis,
        @Nullable String appliedBy,
        Kind kind,
        @Nullable String contentChecksum) {

    /** The columns, in the order of {@link #sql}. */
    static final String COLUMNS = "checksum, execution_ms, applied_by, kind, content_checksum";

    static RowValues of(HistoryEntry entry) {
        // now() is the transaction's start.
        return of(entry, "now()");
    }

    /** @param began when the transaction began, as SQL */
    static RowValues of(HistoryEntry entry, String began) {
        Duration duration = entry.duration();
        String millis = duration == null
                ? "CAST(extract(epoch FROM clock_timestamp() - " + began + ") * 1000 AS BIGINT)"
                : Long.toString(duration.toMillis());
        return new RowValues(entry.checksum(), millis, entry.appliedBy(), entry.kind(), entry.contentChecksum());
    }

    /** Of a migration that another tool has applied. */
    static RowValues of(AppliedMigration migration) {
        Duration duration = migration.duration();
        return new RowValues(
                migration.checksum(),
                duration == null ? "NULL" : Long.toString(duration.toMillis()),
                migration.appliedBy(),
                migration.kind(),
                migration.contentChecksum());
    }

    /** When another tool has applied a migration, as SQL. */
    static String time(AppliedMigration migration) {
        return "CAST(" + literal(migration.appliedAt().toString()) + " AS TIMESTAMP WITH TIME ZONE)";
    }

    String sql() {
        return literal(checksum) + ", " + millis + ", " + literal(appliedBy) + ", "
                + literal(RecordedKind.written(kind)) + ", " + literal(contentChecksum);
    }
}
