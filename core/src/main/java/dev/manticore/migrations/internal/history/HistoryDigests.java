package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.spi.Query;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Digests of the histories of many schemas: equal ones belong to histories that differ in nothing that a plan depends on. Only
 * for PostgreSQL.
 *
 * @param table the history table's name
 */
public record HistoryDigests(String table) {
    /** What a plan does not depend on: when and by whom a migration was applied, and how long that took. */
    private static final String LEFT_OUT = " - '{applied_at,execution_ms,applied_by}'::text[]";

    /** The schemas that have all tables of a history, which this user may read. */
    public Query<Set<String>> readable(Collection<String> schemas) {
        String places = schemas.stream().map(schema -> literal(schema)).collect(Collectors.joining(", "));
        String tables = Stream.of(table, repeatables(), leases())
                .map(name -> literal(name))
                .collect(Collectors.joining(", "));
        return new Query<>(
                List.of(
                        "SELECT n.nspname AS place FROM pg_catalog.pg_namespace n"
                                + " JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid WHERE n.nspname IN (" + places
                                + ") AND c.relname IN (" + tables + ") AND c.relkind IN ('r', 'p')"
                                + " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
                                + " AND pg_catalog.has_table_privilege(c.oid, 'SELECT') GROUP BY n.nspname HAVING count(*) = 3"),
                answers -> answers.get(0).stream()
                        .map(row -> row.required("place"))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /**
     * The digests of these schemas, but of those whose history is empty, or whose lease somebody holds or has left something
     * partially applied.
     *
     * @param schemas those that {@link #readable} names; their tables are locked until the answer is there
     */
    public Query<Map<String, String>> digests(List<String> schemas) {
        String sql = schemas.stream().map(this::digest).collect(Collectors.joining(" UNION ALL "));
        return new Query<>(List.of(sql), answers -> {
            Map<String, String> digests = new HashMap<>();
            answers.get(0).stream()
                    .filter(row -> row.text("versions") != null)
                    .forEach(row ->
                            digests.put(row.required("place"), row.required("versions") + row.required("repeated")));
            return digests;
        });
    }

    private String digest(String schema) {
        return "SELECT " + literal(schema) + " AS place, (" + rows(schema, table) + ") AS versions, coalesce(("
                + rows(schema, repeatables()) + "), '') AS repeated WHERE NOT EXISTS (SELECT 1 FROM "
                + TableName.qualified(schema, leases())
                + " WHERE id = 1 AND NOT (expires_at < clock_timestamp() AND migration IS NULL))";
    }

    private static String rows(String schema, String table) {
        String content = "(to_jsonb(h)" + LEFT_OUT + ")::text COLLATE \"C\"";
        return "SELECT md5(string_agg(" + content + ", ',' ORDER BY " + content + ")) FROM "
                + TableName.qualified(schema, table) + " AS h";
    }

    private String repeatables() {
        return table + TableName.REPEATABLE_SUFFIX;
    }

    private String leases() {
        return table + TableName.LEASE_SUFFIX;
    }
}
