package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a schema holds what a migration could have made. As Flyway, this counts tables, views, sequences, functions,
 * procedures, aggregates, domains, enums and ranges, and does not count what belongs to an extension, materialized views,
 * foreign tables, partitioned tables without partitions, composite types, operators and collations. The tables of history and lease do not count.
 */
public final class SchemaContents {
    private SchemaContents() {}

    /** Asks whether anything is in the schema of the run, or in the session's current one. */
    public static Query<Boolean> exist(Run run) {
        String schema = run.settings().schema();
        String place = schema == null ? "current_schema()" : literal(schema);
        String history = TableName.unqualified(run.store().table());
        String own = Stream.of(
                        history,
                        history + TableName.REPEATABLE_SUFFIX,
                        history + TableName.CHECKSUMS_SUFFIX,
                        TableName.unqualified(run.leases().table()))
                .map(name -> literal(name))
                .collect(Collectors.joining(", "));
        String question = "SELECT CASE WHEN "
                + found(
                        "pg_class",
                        "relnamespace",
                        place,
                        "o.relkind IN ('r', 'v', 'S') AND o.relname NOT IN (" + own + ")")
                + " OR " + found("pg_type", "typnamespace", place, "o.typtype IN ('d', 'e', 'p')")
                + " OR " + found("pg_proc", "pronamespace", place, "true") + " THEN 1 ELSE 0 END AS found";
        return new Query<>(List.of(question), answers -> {
            Row row = Objects.requireNonNull(answers.get(0).first());
            return Objects.equals(row.number("found"), 1L);
        });
    }

    private static String found(String catalog, String namespace, String schema, String condition) {
        return "EXISTS (SELECT 1 FROM pg_catalog." + catalog + " o JOIN pg_catalog.pg_namespace n ON n.oid = o."
                + namespace + " WHERE n.nspname = " + schema + " AND " + condition
                + " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e'))";
    }
}
