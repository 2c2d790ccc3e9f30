package dev.manticore.migrations.history.flyway;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history in Flyway's table, in the form of Flyway 13: each of the two can go on where the other stopped. The
 * lease is in a table of its own beside it, whose name ends in {@code _lease}.
 *
 * <p>On PostgreSQL a run waits while a Flyway migrates, and a Flyway waits for each transaction of a run. On CockroachDB
 * nothing keeps the two apart: do not run them at the same time there.
 */
public final class FlywayHistory {
    /** The name of the table that Flyway uses unless it is told otherwise. */
    public static final String DEFAULT_TABLE = Remedy.UseFlywayHistory.DEFAULT_TABLE;

    private FlywayHistory() {}

    /**
     * Returns a history store over Flyway's table.
     *
     * @param schema the table's schema, not quoted; created if it is missing. Null for the connection's current schema
     * @param table the table's name, not quoted, 1 to 52 bytes in UTF-8, usually {@link #DEFAULT_TABLE}
     * @throws IllegalArgumentException when a name is empty or too long
     */
    public static HistoryStore table(@Nullable String schema, String table) {
        // Checks the names, whose table has the longer one.
        LeaseStore.table(schema, table);
        return new FlywayHistoryStore(schema, table, schema != null);
    }
}
