package dev.manticore.migrations.history.flyway;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which schema Flyway's table is, and where else such tables are.
 *
 * @param schema the table's schema, or null for the connection's current one
 * @param name the table's name
 */
record FlywayPlacement(@Nullable String schema, String name) {

    /**
     * Fails with 22012 where the table is not in its schema, but is in another one. Gives the current schema if the table's
     * was not given.
     */
    Query<Optional<String>> check(Database database) {
        if (database.isCockroach() && schema != null) {
            return Query.answered(Optional.empty());
        }
        String own = schema == null ? "current_schema()" : literal(schema);
        String table = "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.relname = " + literal(name) + " AND n.nspname = " + own;
        // CockroachDB evaluates every subquery first, so that to search the whole database would cost each run.
        String otherwise = database.isCockroach() ? "0" : "(CASE WHEN EXISTS (" + histories() + ") THEN 0 ELSE 1 END)";
        String check = "SELECT current_schema() AS current, 1 / (CASE WHEN EXISTS (" + table + ") THEN 1 ELSE "
                + otherwise + " END) AS checked";
        return new Query<>(List.of(check), answers -> schema == null ? current(answers) : Optional.empty());
    }

    private static Optional<String> current(List<Rows> answers) {
        Row place = answers.get(0).first();
        return Optional.ofNullable(place == null ? null : place.text("current"));
    }

    /** Looks for all histories. */
    Query<HistoryPlaces> elsewhere(boolean named) {
        return new Query<>(List.of("SELECT current_schema() AS current", histories() + " ORDER BY 1"), answers -> {
            String own = schema == null ? current(answers).orElse(null) : schema;
            return new HistoryPlaces(
                    own,
                    named,
                    answers.get(1).stream()
                            .map(row -> row.required("place"))
                            .filter(place -> !Objects.equals(place, own))
                            .toList());
        });
    }

    /** The schemas with a table of this name and with columns that Flyway's has, whoever may read it. */
    private String histories() {
        return "SELECT n.nspname AS place FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE c.relname = " + literal(name)
                + " AND c.relkind IN ('r', 'p') AND NOT a.attisdropped"
                + " AND a.attname IN ('installed_rank', 'version', 'success')"
                + " AND n.nspname NOT LIKE 'pg_temp_%' GROUP BY n.nspname HAVING count(*) = 3";
    }
}
