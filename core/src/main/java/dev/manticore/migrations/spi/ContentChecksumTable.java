package dev.manticore.migrations.spi;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.internal.history.TableName;
import dev.manticore.migrations.internal.lease.NotedId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table beside the history that keeps {@link HistoryEntry#contentChecksum()}, for a store whose own table has no column
 * for it: another tool's. Every statement is valid on PostgreSQL and on CockroachDB. Immutable.
 *
 * <p>The store returns {@link #create} with its own statements of {@link HistoryStore#create}, {@link #read} from {@link
 * HistoryStore#contentChecksums}, and wraps its changes with {@link #recording} and {@link #erasing}. Nothing else has to be
 * done. Another tool that changes the history leaves the rows of this table as they are: each has the checksum that was
 * recorded with it, and counts only while the history has that one.
 *
 * @param schema where the table is, not quoted; null for the session's current schema
 * @param name its name, not quoted
 */
public record ContentChecksumTable(@Nullable String schema, String name) {
    public ContentChecksumTable {
        Objects.requireNonNull(name, "name");
    }

    /** The table {@code <table>_checksums} beside a history table. */
    public static ContentChecksumTable beside(@Nullable String schema, String historyTable) {
        return new ContentChecksumTable(schema, historyTable + TableName.CHECKSUMS_SUFFIX);
    }

    private String table() {
        return TableName.qualified(schema, name);
    }

    /** The statement that creates it; succeeds where it exists. */
    public String create() {
        return "CREATE TABLE IF NOT EXISTS " + table()
                + " (migration TEXT PRIMARY KEY, checksum TEXT, content_checksum TEXT NOT NULL)";
    }

    /** Reads all of it; fails with 42P01 or 3F000 where it is missing. */
    public Query<Map<MigrationId, ContentChecksum>> read() {
        return new Query<>(List.of("SELECT migration, checksum, content_checksum FROM " + table()), answers -> {
            Map<MigrationId, ContentChecksum> checksums = new HashMap<>();
            answers.get(0).stream()
                    .forEach(row -> checksums.put(
                            NotedId.parse(row.required("migration")),
                            new ContentChecksum(row.text("checksum"), row.required("content_checksum"))));
            return checksums;
        });
    }

    /**
     * A statement that makes a change of the history table and keeps the checksum, both or neither. It fails with 22012 where
     * the change wrote no row, as {@link Sql#requiringRow} does.
     *
     * @param change without {@code RETURNING} and without a semicolon
     */
    public String recording(String change, HistoryEntry entry) {
        String content = entry.contentChecksum();
        return with(
                content == null
                        ? delete(entry.id())
                        : "INSERT INTO " + table() + " (migration, checksum, content_checksum) VALUES ("
                                + literal(NotedId.of(entry.id())) + ", " + literal(entry.checksum()) + ", "
                                + literal(content)
                                + ") ON CONFLICT (migration) DO UPDATE SET checksum = excluded.checksum,"
                                + " content_checksum = excluded.content_checksum",
                change);
    }

    /** A statement that makes a change of the history table and forgets the checksum; as {@link #recording} otherwise. */
    public String erasing(String change, MigrationId id) {
        return with(delete(id), change);
    }

    private String delete(MigrationId id) {
        return "DELETE FROM " + table() + " WHERE migration = " + literal(NotedId.of(id));
    }

    private static String with(String own, String change) {
        return "WITH content AS (" + own + " RETURNING 1), written AS (" + change
                + " RETURNING 1) SELECT 1 / count(*) FROM written";
    }
}
