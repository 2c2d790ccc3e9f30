package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An INSERT, UPDATE, DELETE or MERGE, with or without WITH before it, or CockroachDB's UPSERT.
 *
 * @param verb in upper case
 * @param table whose rows it changes, as it is written
 * @param skipsLocked whether it passes over rows that other sessions have locked
 * @param end whether it comes to an end when it is repeated until it changes no row
 * @param nested whether a query inside of it changes rows as well, which the server does not count
 */
public record DataChange(String verb, String table, boolean skipsLocked, End end, boolean nested) {

    /** Whether repetitions come to an end, as far as the text of a statement shows. */
    public enum End {
        /** It leaves rows out. */
        POSSIBLE,
        /** Only if what it reads leaves rows out, as a view can. */
        DEPENDS_ON_READ_ROWS,
        /** It changes as many rows whenever it is executed. */
        NEVER
    }

    private static final String[] VERBS = {"INSERT", "UPDATE", "DELETE", "MERGE", "UPSERT"};
    private static final String[] MAIN = {"INSERT", "UPDATE", "DELETE", "MERGE", "UPSERT", "SELECT", "VALUES", "TABLE"};
    /** One of these may make an INSERT find nothing to insert. */
    private static final List<String> ENDING = List.of("WHERE", "CONFLICT", "EXCEPT", "HAVING", "DELETE");

    /** Returns what a statement changes; empty if it is another statement. Expects the cursor at its start. */
    public static Optional<DataChange> of(TokenCursor tokens) {
        boolean nested = tokens.accept("WITH") && skipQueries(tokens);
        if (!tokens.atAny(VERBS)) {
            return Optional.empty();
        }
        String verb = tokens.word();
        tokens.advance();
        tokens.acceptAny("INTO", "FROM");
        tokens.accept("ONLY");
        String table = tokens.qualifiedName();
        End end = switch (verb) {
            case "UPDATE" -> isOutside(tokens, "WHERE") ? End.POSSIBLE : End.NEVER;
            case "INSERT", "UPSERT" -> endOfInsert(tokens);
            default -> End.POSSIBLE;
        };
        return Optional.of(new DataChange(verb, table, skipsLocked(tokens.rewind()), end, nested));
    }

    /**
     * Skips the queries of a WITH, whose names may be any of the words that could follow them. Returns whether one of them
     * changes rows.
     */
    private static boolean skipQueries(TokenCursor tokens) {
        boolean changes = false;
        tokens.accept("RECURSIVE");
        do {
            tokens.qualifiedName();
            if (tokens.at('(')) {
                tokens.skipGroup();
            }
            tokens.accept("AS");
            tokens.accept("NOT");
            tokens.accept("MATERIALIZED");
            changes |= isChange(tokens);
            tokens.skipGroup();
            while (!tokens.atEnd() && !tokens.at(',') && !tokens.atAny(MAIN)) {
                tokens.advance();
            }
        } while (tokens.accept(','));
        return changes;
    }

    /** Whether the query in parentheses changes rows. Does not move. */
    private static boolean isChange(TokenCursor tokens) {
        int mark = tokens.mark();
        boolean nested = tokens.accept('(') && tokens.accept("WITH") && skipQueries(tokens);
        boolean changes = nested || tokens.atAny(VERBS);
        tokens.reset(mark);
        return changes;
    }

    private static End endOfInsert(TokenCursor tokens) {
        boolean reads = !isOutside(tokens, "VALUES");
        Set<String> words = words(tokens.rewind());
        if (ENDING.stream().anyMatch(words::contains)) {
            return End.POSSIBLE;
        }
        return reads ? End.DEPENDS_ON_READ_ROWS : End.NEVER;
    }

    /** Whether a word follows outside of parentheses. */
    private static boolean isOutside(TokenCursor tokens, String word) {
        while (!tokens.atEnd() && !tokens.at(word)) {
            tokens.skipGroup();
        }
        return !tokens.atEnd();
    }

    private static Set<String> words(TokenCursor tokens) {
        Set<String> words = new HashSet<>();
        while (!tokens.atEnd()) {
            if (tokens.kind() == TokenKind.WORD) {
                words.add(tokens.word());
            }
            tokens.advance();
        }
        return words;
    }

    private static boolean skipsLocked(TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.acceptAll("SKIP", "LOCKED")) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }
}
