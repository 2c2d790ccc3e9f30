package dev.manticore.migrations.internal.lease;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.internal.history.TableName;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lease tables of one name in all schemas of a database. */
record LeasePlaces(String table) {

    /** Those whose row this user may read. */
    Query<List<String>> places() {
        String sql = "SELECT n.nspname AS place FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE c.relname = " + literal(table)
                + " AND c.relkind IN ('r', 'p') AND a.attname = 'schema_name' AND NOT a.attisdropped"
                + " AND n.nspname NOT LIKE 'pg_temp_%' AND has_schema_privilege(n.oid, 'USAGE')"
                + " AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1";
        return new Query<>(
                List.of(sql),
                answers -> answers.get(0).stream()
                        .map(row -> row.required("place"))
                        .toList());
    }

    /** What their rows note. */
    Query<Map<String, String>> homes(List<String> schemas) {
        return new Query<>(schemas.stream().map(this::home).toList(), LeasePlaces::noted);
    }

    private String home(String schema) {
        return "SELECT " + literal(schema) + " AS place, schema_name FROM " + TableName.qualified(schema, table)
                + " WHERE id = 1 AND schema_name IS NOT NULL";
    }

    private static Map<String, String> noted(List<Rows> answers) {
        Map<String, String> homes = new LinkedHashMap<>();
        for (Rows answer : answers) {
            Row row = answer.first();
            if (row != null) {
                homes.put(row.required("place"), row.required("schema_name"));
            }
        }
        return homes;
    }
}
