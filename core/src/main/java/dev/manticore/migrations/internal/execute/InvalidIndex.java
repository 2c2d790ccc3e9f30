package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.internal.sql.rules.ConcurrentIndex;
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
    static Query<Optional<String>> query(ConcurrentIndex index) {
        String sql = "SELECT i.indexrelid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_index i"
                + " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid"
                + " AND i.indrelid = pg_catalog.to_regclass(" + literal(index.table()) + ")"
                + " AND c.relname = (pg_catalog.parse_ident("
                + literal(index.name().orElseThrow()) + "))[1]";
        return new Query<>(
                List.of(sql),
                answers -> Optional.ofNullable(answers.get(0).first())
                        .map(row -> Objects.requireNonNull(row.text("name"))));
    }

    static String drop(String name) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + name;
    }
}
