package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.adopt.DbmateHistory;
import dev.manticore.migrations.internal.adopt.GolangMigrateHistory;
import dev.manticore.migrations.internal.adopt.GooseHistory;
import dev.manticore.migrations.internal.adopt.ToolTable;
import dev.manticore.migrations.internal.load.Checksum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history that can be read: what {@link dev.manticore.migrations.Migrator#adopt} takes over. Every {@link HistoryStore}
 * is one; the static methods give those of other tools. It renders SQL that only reads, and reads the rows that come back.
 *
 * <p>Immutable and thread-safe, and reads no clock. The blocking migrator calls it on the caller's thread, the
 * non-blocking one on the run's thread. No method returns null.
 */
public interface ReadableHistory {

    /** The table's name for messages, quoted as in SQL. */
    String table();

    /** Who keeps this history, for messages, e.g. {@code goose}. Default: the name of the {@link #table}. */
    default String keeper() {
        return table();
    }

    /**
     * The same history, with its table's name qualified by a schema. Called if the migrator was given a schema.
     *
     * <p>Default: returns this one, which is right if its names are qualified already.
     *
     * @param schema not quoted
     */
    default ReadableHistory in(String schema) {
        return this;
    }

    /**
     * Reads what is applied, and what failed. Called before the lease is taken, and again under it.
     *
     * <p>Where the table or its schema is missing, the query has to fail with SQLSTATE 42P01, 3F000 or 22012. The reader
     * throws, e.g. an {@link IllegalArgumentException}, where the rows are not such a history; the user is told its message.
     *
     * @return the {@link AppliedMigration#description()} is empty where the tool does not record one. {@link
     *     AppliedMigration#appliedAt()} is the time of this query where the tool records none
     */
    Query<History> history(Database database);

    /**
     * Reads the repeatable migrations, if they are in a table of their own. Where that table is missing, the query has to
     * fail as that of {@link #history} does; then there are none.
     *
     * <p>Default: none, without a query.
     */
    default Query<List<AppliedMigration>> repeatables(Database database) {
        return Query.answered(List.of());
    }

    /**
     * The checksum of a script, as this history has it; see {@link HistoryStore#checksum}. Called once for each file whose
     * migration was recorded with a checksum.
     */
    default String checksum(String text) {
        return Checksum.of(text);
    }

    /**
     * Whether the history holds one version only, the highest one, which stands for every version up to it. Each of them
     * that has a file then counts as applied.
     *
     * <p>Default: false.
     */
    default boolean isCumulative() {
        return false;
    }

    /** What a person is told about a migration among {@link History#failed}, and what to do about it. */
    default Problem failure(AppliedMigration failed) {
        return new Problem(
                Problem.Kind.FAILED_MIGRATION,
                table() + " has " + failed.id().label(failed.description()) + " as failed, since " + failed.appliedAt()
                        + ". Some of its statements may have been executed.",
                null,
                "Undo by hand what it has changed, have " + keeper() + " remove its row, and adopt the history then.");
    }

    /** Like {@link #golangMigrate(String, String)}, with the table {@code schema_migrations} of the current schema. */
    static ReadableHistory golangMigrate() {
        return golangMigrate(null, GolangMigrateHistory.DEFAULT_TABLE);
    }

    /**
     * The history of golang-migrate: one row with the current version. It records neither times nor users.
     *
     * @param schema the table's schema, not quoted; null for the connection's current one
     * @param table the table's name, not quoted
     */
    static ReadableHistory golangMigrate(@Nullable String schema, String table) {
        return new GolangMigrateHistory(new ToolTable(schema, table));
    }

    /** Like {@link #goose(String, String)}, with the table {@code goose_db_version} of the current schema. */
    static ReadableHistory goose() {
        return goose(null, GooseHistory.DEFAULT_TABLE);
    }

    /**
     * The history of goose. It records times without a zone: they are read as times of the session's time zone.
     *
     * @param schema the table's schema, not quoted; null for the connection's current one
     * @param table the table's name, not quoted
     */
    static ReadableHistory goose(@Nullable String schema, String table) {
        return new GooseHistory(new ToolTable(schema, table));
    }

    /** Like {@link #dbmate(String, String)}, with the table {@code schema_migrations} of the current schema. */
    static ReadableHistory dbmate() {
        return dbmate(null, DbmateHistory.DEFAULT_TABLE);
    }

    /**
     * The history of dbmate. It records neither times nor users.
     *
     * @param schema the table's schema, not quoted; null for the connection's current one
     * @param table the table's name, not quoted
     */
    static ReadableHistory dbmate(@Nullable String schema, String table) {
        return new DbmateHistory(new ToolTable(schema, table));
    }
}
