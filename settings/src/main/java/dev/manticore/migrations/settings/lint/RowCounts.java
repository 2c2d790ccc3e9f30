package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.settings.Mistakes;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** How many rows tables have, as users say or as a database estimates. */
final class RowCounts {
    private static final Pattern ENTRY = Pattern.compile("(.*[^=\\s])\\s*=\\s*([0-9]{1,18})");

    /**
     * Tables that were never analyzed have -1, and the statistics count what was inserted since. Where neither has seen any row
     * although the table has a file with content, nothing is known. A partitioned table has no rows of its own.
     */
    private static final String QUERY = """
            WITH leaf AS (
                SELECT c.oid,
                       CASE WHEN greatest(c.reltuples, s.n_live_tup) > 0 THEN greatest(c.reltuples, s.n_live_tup)::bigint
                            WHEN pg_relation_size(c.oid) = 0 THEN 0
                       END AS row_count
                FROM pg_class c
                LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
                WHERE c.relkind IN ('r', 'm')
            )
            SELECT format('%I.%I', n.nspname, c.relname), sum(leaf.row_count)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (
                SELECT c.oid AS relid WHERE c.relkind <> 'p'
                UNION ALL
                SELECT tree.relid FROM pg_partition_tree(c.oid) tree WHERE c.relkind = 'p' AND tree.isleaf
            ) part
            LEFT JOIN leaf ON leaf.oid = part.relid
            WHERE c.relkind IN ('r', 'm', 'p')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
            GROUP BY 1
            HAVING count(*) = count(leaf.row_count)
            ORDER BY 1
            """;

    private RowCounts() {}

    /**
     * Reads {@code TABLE=ROWS}.
     *
     * @param option its name, for messages
     * @throws ToolException with every mistake
     */
    static Map<String, Long> parse(List<String> entries, String option) {
        Map<String, Long> rows = new LinkedHashMap<>();
        Mistakes mistakes = new Mistakes();
        for (String entry : entries) {
            Matcher parts = ENTRY.matcher(entry.strip());
            if (!parts.matches()) {
                mistakes.add(ToolException.usage(
                        option + ": '" + entry + "' does not say how many rows a table has.",
                        "Write the table and a whole number: " + option + " shop.orders=3000000."));
            } else if (rows.put(parts.group(1), Long.valueOf(parts.group(2))) != null) {
                mistakes.add(ToolException.usage(
                        option + ": '" + parts.group(1) + "' is given twice.", "Remove one of them."));
            }
        }
        mistakes.check();
        return rows;
    }

    /** What the statistics of a database estimate, by table with its schema. Tables of which they know nothing are left out. */
    static Map<String, Long> of(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(QUERY)) {
            Map<String, Long> rows = new LinkedHashMap<>();
            while (result.next()) {
                rows.put(result.getString(1), result.getLong(2));
            }
            return rows;
        } catch (SQLException failure) {
            boolean unreachable =
                    failure.getSQLState() != null && failure.getSQLState().startsWith("08");
            throw new ToolException(
                    unreachable ? ErrorCode.DATABASE_UNREACHABLE : ErrorCode.DATABASE_ERROR,
                    "The sizes of tables could not be read: " + failure.getMessage(),
                    "Check the URL of the database that has them. It has to be PostgreSQL.",
                    failure);
        }
    }
}
