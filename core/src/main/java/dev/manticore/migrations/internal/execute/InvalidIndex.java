package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.internal.sql.rules.CreatedIndex;
import dev.manticore.migrations.spi.Query;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@code CREATE INDEX CONCURRENTLY} that failed leaves behind: an index that is kept up to date and never used, and
 * that {@code IF NOT EXISTS} takes for the one that is wanted (PostgreSQL's documentation of CREATE INDEX, "Building Indexes
 * Concurrently").
 */
final class InvalidIndex {
    private InvalidIndex() {}

    /** Looks for it; gives its name as SQL takes it. */
    static Query<Optional<String>> query(CreatedIndex index) {
        return new Query<>(
                List.of("SELECT i.indexrelid::pg_catalog.regclass::text AS name" + from(index)),
                answers -> Optional.ofNullable(answers.get(0).first())
                        .map(row -> Objects.requireNonNull(row.text("name"))));
    }

    /** A statement that fails (22012) if it is there. */
    static String refusal(CreatedIndex index) {
        return "SELECT 1 / CASE WHEN EXISTS (SELECT 1" + from(index) + ") THEN 0 ELSE 1 END";
    }

    /** The index of a partitioned table alone (relkind I) is invalid until those of the partitions are attached. */
    private static String from(CreatedIndex index) {
        return " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                + " WHERE NOT i.indisvalid AND c.relkind = 'i'"
                + " AND i.indrelid = pg_catalog.to_regclass(" + literal(index.table()) + ")"
                // The server cuts a name that is too long, as the cast does.
                + " AND c.relname = CAST((pg_catalog.parse_ident("
                + literal(index.name().orElseThrow()) + "))[1] AS pg_catalog.name)";
    }

    static String drop(String name) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + name;
    }
}
