package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.Optional;

/**
 * The index that a CREATE INDEX CONCURRENTLY builds. Both names are as in the script, with quotes.
 *
 * @param name the index; empty if the server chooses the name. Never qualified, because an index is in the schema of its table
 * @param table the table, qualified if it is in the script
 */
public record ConcurrentIndex(Optional<String> name, String table) {

    /** Reads a statement from its start. Returns empty if it is not a CREATE INDEX CONCURRENTLY. */
    public static Optional<ConcurrentIndex> of(TokenCursor tokens) {
        if (!acceptCreateIndexConcurrently(tokens)) {
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

    /** Skips {@code CREATE [UNIQUE] [INVERTED | VECTOR] INDEX CONCURRENTLY}. INVERTED and VECTOR are CockroachDB's. */
    static boolean acceptCreateIndexConcurrently(TokenCursor tokens) {
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
