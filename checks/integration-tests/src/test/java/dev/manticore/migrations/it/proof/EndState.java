package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run leaves in a database: all objects, all rows, the history but for its times, invalid indexes, and whether
 * anything is noted as part done, or the lease is held for longer than a dead runner may hold it.
 */
record EndState(Catalog catalog, List<String> contents) {
    /**
     * Takes it.
     *
     * @param lease how long a lease lasts
     */
    static EndState of(TestDatabase database, Duration lease) {
        ProofHistory history = ProofHistory.chosen();
        try (Connection connection = database.dataSource().getConnection()) {
            List<String> lines = new ArrayList<>();
            for (String table : tables(connection, history)) {
                add(lines, connection, "row of " + table, "SELECT t FROM " + table + " AS t ORDER BY t::text");
            }
            add(lines, connection, "history", history.rows());
            add(
                    lines,
                    connection,
                    "unusable index",
                    "SELECT indexrelid::regclass FROM pg_index WHERE NOT (indisvalid AND indisready AND indislive)");
            add(
                    lines,
                    connection,
                    "note",
                    "SELECT migration, direction, statements_done, statement_running, error FROM " + history.lease()
                            + " WHERE num_nonnulls(migration, direction, checksum, statements_done, statement_running, error) > 0");
            add(
                    lines,
                    connection,
                    "lease for too long",
                    "SELECT owner, expires_at - clock_timestamp() FROM " + history.lease()
                            + " WHERE expires_at > clock_timestamp() + " + lease.toMillis()
                            + " * interval '1 millisecond'");
            add(
                    lines,
                    connection,
                    "prepared transaction",
                    "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()");
            return new EndState(
                    Catalog.read(JdbcTxRunner.over(database.dataSource())).withoutTables(history.tables()), lines);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> tables(Connection connection, ProofHistory history) throws SQLException {
        return Sql.rows(
                connection,
                "SELECT c.oid::regclass FROM pg_class c WHERE c.relkind = 'r' AND relnamespace = 'public'::regnamespace"
                        + " AND relname NOT IN "
                        + history.tables().stream().collect(Collectors.joining("', '", "('", "')"))
                        + " ORDER BY 1");
    }

    private static void add(List<String> lines, Connection connection, String kind, String query) throws SQLException {
        Sql.rows(connection, query).forEach(row -> lines.add(kind + ' ' + row));
    }

    /** Empty where nothing differs. */
    List<String> differencesFrom(EndState expected) {
        List<String> differences = new ArrayList<>(catalog.differencesFrom(expected.catalog).differences().stream()
                .map(Object::toString)
                .toList());
        without(expected.contents, contents).forEach(line -> differences.add("- " + line));
        without(contents, expected.contents).forEach(line -> differences.add("+ " + line));
        return differences;
    }

    private static List<String> without(List<String> all, List<String> some) {
        List<String> rest = new ArrayList<>(all);
        some.forEach(rest::remove);
        return rest;
    }
}
