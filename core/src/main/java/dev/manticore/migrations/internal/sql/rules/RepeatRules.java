package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;

/**
 * Finds statements that can safely run twice. In doubt a statement cannot: TRUNCATE is excluded, because others may
 * have written rows in between. ALTER is included only with IF [NOT] EXISTS, or if it always leads to the same state.
 */
final class RepeatRules {

    private RepeatRules() {}

    /** Expects the cursor at the start of the statement. */
    static boolean isRepeatable(TokenCursor tokens) {
        String verb = tokens.word();
        return switch (verb) {
            case "VACUUM", "ANALYZE", "ANALYSE", "REINDEX", "CLUSTER", "REPACK", "CHECKPOINT" -> true;
            case "GRANT", "REVOKE", "SET", "RESET", "SHOW", "DISCARD" -> true;
            case "COMMENT" -> tokens.acceptAll("COMMENT", "ON");
            case "SECURITY" -> tokens.acceptAll("SECURITY", "LABEL");
            case "REFRESH" -> tokens.acceptAll("REFRESH", "MATERIALIZED", "VIEW");
            case "CREATE" -> tokens.acceptAll("CREATE", "OR", "REPLACE") || startsWith(tokens, "IF", "NOT", "EXISTS");
            case "DROP" -> startsWith(tokens, "IF", "EXISTS");
            case "ALTER" -> alter(tokens);
            default -> false;
        };
    }

    /** Says whether these words are among the first words of the statement, before any quoted or qualified name. */
    private static boolean startsWith(TokenCursor tokens, String... words) {
        tokens.advance();
        // A second CREATE is an element of CREATE SCHEMA.
        while (tokens.kind() == TokenKind.WORD && !tokens.atAny("ON", "AS", "CREATE")) {
            if (tokens.acceptAll(words)) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean alter(TokenCursor tokens) {
        if (TableActions.skipName(tokens)) {
            return areRepeatableActions(tokens);
        }
        tokens.rewind().advance();
        return switch (tokens.word()) {
            case "SYSTEM" -> true;
            case "TYPE" -> addsValueIfMissing(tokens);
            default -> false;
        };
    }

    private static boolean addsValueIfMissing(TokenCursor tokens) {
        tokens.advance();
        tokens.qualifiedName();
        return tokens.acceptAll("ADD", "VALUE", "IF", "NOT", "EXISTS");
    }

    private static boolean areRepeatableActions(TokenCursor tokens) {
        do {
            if (!isRepeatableAction(tokens)) {
                return false;
            }
            TableActions.skipAction(tokens);
        } while (tokens.accept(','));
        return true;
    }

    private static boolean isRepeatableAction(TokenCursor tokens) {
        if (tokens.accept("ADD")) {
            tokens.accept("COLUMN");
            return tokens.acceptAll("IF", "NOT", "EXISTS");
        }
        if (tokens.accept("DROP")) {
            tokens.acceptAny("COLUMN", "CONSTRAINT");
            return tokens.acceptAll("IF", "EXISTS");
        }
        if (tokens.accept("ALTER")) {
            tokens.accept("COLUMN");
            boolean named = !tokens.qualifiedName().isEmpty();
            return named
                    && (tokens.acceptAll("SET", "NOT", "NULL")
                            || tokens.acceptAll("DROP", "NOT", "NULL")
                            || tokens.acceptAll("SET", "DEFAULT")
                            || tokens.acceptAll("DROP", "DEFAULT"));
        }
        return false;
    }
}
