package dev.manticore.migrations.internal.sql;

import java.util.Optional;

/**
 * What a CREATE INDEX CONCURRENTLY builds; both names as written, quotes included.
 *
 * @param name the index, or empty where the server chooses the name. It is never qualified: an index lives in its table's schema
 * @param table the table, qualified if the script qualifies it
 */
public record ConcurrentIndex(Optional<String> name, String table) {

    /** Reads a CREATE INDEX statement; empty when it doesn't say CONCURRENTLY. The cursor must be at its start. */
    static Optional<ConcurrentIndex> of(Tokens tokens) {
        if (!atConcurrently(tokens)) {
            return Optional.empty();
        }
        tokens.acceptAll("IF", "NOT", "EXISTS");
        Optional<String> name = tokens.at("ON") ? Optional.empty() : Optional.of(tokens.qualifiedName());
        if (!tokens.accept("ON")) {
            return Optional.empty();
        }
        tokens.accept("ONLY");
        String table = tokens.qualifiedName();
        return table.isEmpty() ? Optional.empty() : Optional.of(new ConcurrentIndex(name, table));
    }

    /** Goes behind {@code CREATE [UNIQUE] [INVERTED | VECTOR] INDEX CONCURRENTLY}; the kinds of index are CockroachDB's. */
    static boolean atConcurrently(Tokens tokens) {
        if (!tokens.accept("CREATE")) {
            return false;
        }
        tokens.accept("UNIQUE");
        if (!tokens.accept("INVERTED")) {
            tokens.accept("VECTOR");
        }
        return tokens.acceptAll("INDEX", "CONCURRENTLY");
    }
}
