package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes some parts of a store's SQL.
 *
 * @param <P> the kinds of statements that the store renders
 * @param rewrite what is done to a statement
 * @param parts the statements that are changed; all others stay as they are
 */
record Rewriting<P>(UnaryOperator<String> rewrite, Set<P> parts) {

    static <P> Rewriting<P> nothing() {
        return new Rewriting<>(UnaryOperator.identity(), Set.of());
    }

    String of(P part, String sql) {
        return parts.contains(part) ? rewrite.apply(sql) : sql;
    }

    List<String> of(P part, List<String> statements) {
        return statements.stream().map(sql -> of(part, sql)).toList();
    }

    /** A query whose first statements are these parts, in this order. */
    <T> Query<T> of(List<P> each, Query<T> query) {
        List<String> statements = new ArrayList<>(query.statements());
        for (int i = 0; i < each.size(); i++) {
            statements.set(i, of(each.get(i), statements.get(i)));
        }
        return new Query<>(statements, query.reader());
    }
}
