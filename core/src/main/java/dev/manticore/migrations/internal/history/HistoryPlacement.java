package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.identifier;
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
 * In which schema a history table is, and where else tables like it are. Every statement is valid on PostgreSQL and on
 * CockroachDB from 20.2 on.
 *
 * @param schema the table's schema, or null for the connection's current one
 * @param name the table's name
 */
record HistoryPlacement(@Nullable String schema, String name) {

    /**
     * Fails with 22012 where the table is not in its schema, but is elsewhere: in a later schema of the search path, or
     * anywhere in the database; or where Flyway has a history in its schema. Gives the current schema if the table's was not given.
     */
    Query<Optional<String>> check(Database database) {
        if (database.isCockroach()) {
            return schema == null
                    ? new Query<>(List.of(checkPath()), HistoryPlacement::current)
                    : Query.answered(Optional.empty());
        }
        // Neither branch is evaluated where the one before it is chosen: the whole database is searched only where
        // there is no table.
        return schema == null
                ? new Query<>(
                        List.of(
                                "SELECT current_schema() AS current, CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_class c"
                                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = "
                                        + literal(name)
                                        + " AND n.nspname = current_schema()) THEN 1 ELSE 1 / (CASE WHEN "
                                        + found(identifier(name)) + " OR EXISTS (" + histories()
                                        + ") OR EXISTS (" + FlywayTable.query("current_schema()")
                                        + ") THEN 0 ELSE 1 END) END AS checked"),
                        HistoryPlacement::current)
                : new Query<>(
                        List.of("SELECT CASE WHEN " + found(TableName.qualified(schema, name))
                                + " THEN 1 ELSE 1 / (CASE WHEN EXISTS (" + histories() + ") OR EXISTS ("
                                + FlywayTable.query(literal(schema)) + ") THEN 0 ELSE 1 END) END AS checked"),
                        answers -> Optional.empty());
    }

    private static String found(String table) {
        return "pg_catalog.to_regclass(" + literal(table) + ") IS NOT NULL";
    }

    /**
     * CockroachDB evaluates every subquery first, so that to search the whole database would cost each run. Old ones
     * have no to_regclass; the cast fails with 42P01 without a table, as the query that follows.
     */
    private String checkPath() {
        return "SELECT current_schema() AS current, 1 / (CASE WHEN n.nspname = current_schema() THEN 1 ELSE 0 END)"
                + " AS checked FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.oid = CAST(" + literal(identifier(name)) + " AS REGCLASS)";
    }

    private static Optional<String> current(List<Rows> answers) {
        Row place = answers.get(0).first();
        return Optional.ofNullable(place == null ? null : place.text("current"));
    }

    /** Looks for all histories. */
    Query<HistoryPlaces> elsewhere(boolean named) {
        List<String> statements =
                List.of("SELECT current_schema() AS current", histories() + " ORDER BY 1", FlywayTable.ordered(schema));
        return new Query<>(statements, answers -> {
            Row flyway = answers.get(2).first();
            String own = schema == null ? current(answers).orElse(null) : schema;
            return new HistoryPlaces(
                    own,
                    named,
                    answers.get(1).stream()
                            .map(row -> row.required("place"))
                            .filter(place -> !Objects.equals(place, own))
                            .toList(),
                    flyway == null ? null : flyway.text("flyway"));
        });
    }

    /** The schemas with a table of this name and with the columns that every history has, whoever may read it. */
    private String histories() {
        return "SELECT n.nspname AS place FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE c.relname = " + literal(name)
                + " AND c.relkind IN ('r', 'p') AND NOT a.attisdropped"
                + " AND a.attname IN ('version', 'description', 'applied_at')"
                + " AND n.nspname NOT LIKE 'pg_temp_%' GROUP BY n.nspname HAVING count(*) = 3";
    }
}
