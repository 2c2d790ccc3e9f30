package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.Remedy.UseFlywayHistory;
import dev.manticore.migrations.spi.HistoryPlaces;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flyway's history where a run found none of its own. To begin anew would apply every migration a second time. */
public final class FlywayTable {
    private FlywayTable() {}

    /**
     * A query for the names of Flyway's tables in a schema: it knows them by their columns, since their name is a setting.
     *
     * @param schema an SQL expression
     */
    static String query(String schema) {
        return "SELECT f.relname AS flyway FROM pg_catalog.pg_class f"
                + " JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace"
                + " JOIN pg_catalog.pg_attribute fa ON fa.attrelid = f.oid WHERE fn.nspname = " + schema
                + " AND f.relkind IN ('r', 'p') AND NOT fa.attisdropped"
                + " AND fa.attname IN ('installed_rank', 'installed_by', 'installed_on', 'success')"
                + " GROUP BY f.relname HAVING count(*) = 4";
    }

    /** The same, in order, with the usual name first. */
    static String ordered(@Nullable String schema) {
        return query(schema == null ? "current_schema()" : literal(schema)) + " ORDER BY f.relname <> "
                + literal(UseFlywayHistory.DEFAULT_TABLE) + ", f.relname";
    }

    /** What to say about it, if there is one. */
    static Optional<Problem> problem(HistoryPlaces places, String own) {
        String table = places.flyway();
        return table == null
                ? Optional.empty()
                : Optional.of(new Problem(
                        Kind.FLYWAY_HISTORY,
                        "There is no history " + own + ", but Flyway has migrated this schema: its history is "
                                + TableName.qualified(places.schema(), table) + ".",
                        null,
                        Remedy.of("Either keep Flyway's history, and go on with it, or adopt it: that copies it to "
                                        + own + ".")
                                .or("to keep it", new UseFlywayHistory(table))
                                .or("to adopt it", new Remedy.AdoptFlywayHistory(table))));
    }

    /** The problem, if that is why a history was refused. */
    public static Optional<Problem> in(InvalidMigrationsException refused) {
        List<Problem> problems = refused.problems();
        return problems.stream().filter(it -> it.kind() == Kind.FLYWAY_HISTORY).findFirst();
    }
}
