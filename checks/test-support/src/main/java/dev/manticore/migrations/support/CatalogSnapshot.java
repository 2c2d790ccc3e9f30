package dev.manticore.migrations.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a database consists of, as text: schemas, tables, columns in their order, constraints, indexes, sequences, views,
 * functions, triggers, types, policies, comments, privileges and so on, whatever is not the system's. It has neither
 * data nor OIDs: snapshots of databases on servers of the same version can be compared.
 *
 * @param lines a line per object, sorted, beginning with its kind; a function's source keeps its line breaks
 */
public record CatalogSnapshot(List<String> lines) {
    private static final Pattern QUERY = Pattern.compile("^-- kind: (.+)\\n([\\s\\S]+?)\\n;$", Pattern.MULTILINE);

    public CatalogSnapshot {
        lines = List.copyOf(lines);
    }

    /**
     * Takes a snapshot of the connection's database.
     *
     * @param connection in autocommit mode, and left so
     * @param leftOut tables to overlook, in whichever schema, with all that belongs to them
     */
    public static CatalogSnapshot of(Connection connection, Set<String> leftOut) throws SQLException {
        connection.setAutoCommit(false);
        try {
            prepare(connection, leftOut);
            List<String> lines = new ArrayList<>();
            for (MatchResult query : queries()) {
                read(connection, query.group(2)).forEach(line -> lines.add(query.group(1) + ' ' + line));
            }
            return new CatalogSnapshot(lines);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /**
     * What to assert to be empty: a message with two whole snapshots in it is hard to read.
     *
     * @return what this snapshot lacks, each behind a minus, then what it has in excess, each behind a plus
     */
    public List<String> differencesFrom(CatalogSnapshot expected) {
        List<String> differences = new ArrayList<>();
        without(expected.lines, lines).forEach(line -> differences.add("- " + line));
        without(lines, expected.lines).forEach(line -> differences.add("+ " + line));
        return differences;
    }

    private static List<String> without(List<String> all, List<String> some) {
        List<String> rest = new ArrayList<>(all);
        some.forEach(rest::remove);
        return rest;
    }

    private static void prepare(Connection connection, Set<String> leftOut) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET LOCAL search_path = pg_catalog");
            statement.execute("SET LOCAL TimeZone = 'UTC'");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('manticore.left_out', (?::text[])::text, true)")) {
            statement.setArray(1, connection.createArrayOf("text", leftOut.toArray()));
            statement.execute();
        }
    }

    private static List<MatchResult> queries() {
        try (InputStream file = CatalogSnapshot.class.getResourceAsStream("catalog-snapshot.sql")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return QUERY.matcher(text).results().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> read(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
