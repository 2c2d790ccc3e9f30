package dev.manticore.migrations.testkit.broken;

import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The default store's SQL with something wrong in it. */
final class SqlFaults {
    private static final Pattern TOKEN = Pattern.compile(" AND token = \\d+");
    private static final Pattern UPDATE = Pattern.compile("UPDATE (.*) SET .* WHERE (.*) RETURNING token");

    private static final Pattern REQUIRING_ROW = Pattern.compile(
            "^WITH (?:outdated AS .*\\), )?written AS \\((.*) RETURNING 1\\) SELECT .*", Pattern.DOTALL);

    private SqlFaults() {}

    static UnaryOperator<String> replacing(String right, String wrong) {
        return sql -> changed(sql, sql.replace(right, wrong));
    }

    static String withoutToken(String sql) {
        return changed(sql, TOKEN.matcher(sql).replaceAll(""));
    }

    /** Only looks whether the token is the current one. */
    static String looking(String sql) {
        return changed(sql, UPDATE.matcher(sql).replaceAll("SELECT token FROM $1 WHERE $2"));
    }

    static String byTheClientsClock(String sql) {
        String now = "TIMESTAMP WITH TIME ZONE '" + Instant.now() + "'";
        return changed(sql, sql.replace("clock_timestamp() + ", now + " + "));
    }

    static String appliedByTheClientsClock(String sql) {
        String now = "TIMESTAMP WITH TIME ZONE '" + Instant.now() + "'";
        return changed(
                sql, sql.replace("(version, ", "(applied_at, version, ").replace("VALUES (", "VALUES (" + now + ", "));
    }

    /** The change alone. */
    static String withoutRequiringRow(String sql) {
        return changed(sql, REQUIRING_ROW.matcher(sql).replaceAll("$1"));
    }

    static String withPlainBackslashes(String sql) {
        return sql.replace("E'", "'").replace("\\\\", "\\");
    }

    private static String changed(String right, String wrong) {
        if (wrong.equals(right)) {
            throw new IllegalStateException("The default store's SQL is not what it was: " + right);
        }
        return wrong;
    }
}
