package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.Optional;

/**
 * The index that a CREATE INDEX builds. Both names are as in the script, with quotes.
 *
 * @param name the index; empty if the server chooses the name. Never qualified, because an index is in the schema of its table
 * @param table the table, qualified if it is in the script
 * @param concurrently whether it is built CONCURRENTLY, and left invalid if that fails
 */
public record CreatedIndex(Optional<String> name, String table, boolean concurrently) {

    /** Reads a statement from its start. Returns empty if it is not a CREATE INDEX. */
    public static Optional<CreatedIndex> of(TokenCursor tokens) {
        if (!acceptCreateIndex(tokens)) {
            return Optional.empty();
        }
        boolean concurrently = tokens.accept("CONCURRENTLY");
        tokens.acceptAll("IF", "NOT", "EXISTS");
        Optional<String> name = tokens.at("ON") ? Optional.empty() : Optional.of(tokens.qualifiedName());
        if (!tokens.accept("ON")) {
            return Optional.empty();
        }
        tokens.accept("ONLY");
        String table = tokens.qualifiedName();
        return table.isEmpty() ? Optional.empty() : Optional.of(new CreatedIndex(name, table, concurrently));
    }

    /** Skips {@code CREATE [UNIQUE] [INVERTED | VECTOR] INDEX}. INVERTED and VECTOR are CockroachDB's. */
    private static boolean acceptCreateIndex(TokenCursor tokens) {
        if (!tokens.accept("CREATE")) {
            return false;
        }
        tokens.accept("UNIQUE");
        if (!tokens.accept("INVERTED")) {
            tokens.accept("VECTOR");
        }
        return tokens.accept("INDEX");
    }

    /** Skips {@code CREATE .. INDEX CONCURRENTLY}. */
    static boolean acceptCreateIndexConcurrently(TokenCursor tokens) {
        return acceptCreateIndex(tokens) && tokens.accept("CONCURRENTLY");
    }
}
