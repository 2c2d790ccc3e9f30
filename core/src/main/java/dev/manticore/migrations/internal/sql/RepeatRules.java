package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;

/**
 * What does no harm when it is run a second time right after the first. In doubt it does: TRUNCATE isn't here, since others may have written in
 * between, nor is any ALTER but those that say IF [NOT] EXISTS or can only end in the same state. The cursor must be at the statement's start.
 */
final class RepeatRules {

    private RepeatRules() {}

    static boolean isRepeatable(Tokens tokens) {
        String verb = tokens.word();
        return switch (verb) {
            case "VACUUM", "ANALYZE", "ANALYSE", "REINDEX", "CLUSTER", "REPACK", "CHECKPOINT" -> true;
            case "GRANT", "REVOKE", "SET", "RESET", "SHOW", "DISCARD" -> true;
            case "COMMENT" -> tokens.acceptAll("COMMENT", "ON");
            case "SECURITY" -> tokens.acceptAll("SECURITY", "LABEL");
            case "REFRESH" -> tokens.acceptAll("REFRESH", "MATERIALIZED", "VIEW");
            case "CREATE" -> tokens.acceptAll("CREATE", "OR", "REPLACE") || saysIn(tokens, "IF", "NOT", "EXISTS");
            case "DROP" -> saysIn(tokens, "IF", "EXISTS");
            case "ALTER" -> alter(tokens);
            default -> false;
        };
    }

    /** Whether these words stand among the words that the statement begins with, before any name that is quoted or qualified. */
    private static boolean saysIn(Tokens tokens, String... words) {
        tokens.advance();
        // CREATE: an element of CREATE SCHEMA.
        while (tokens.kind() == Kind.WORD && !tokens.atAny("ON", "AS", "CREATE")) {
            if (tokens.acceptAll(words)) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean alter(Tokens tokens) {
        tokens.advance();
        return switch (tokens.word()) {
            case "SYSTEM" -> true;
            case "TYPE" -> addsValueIfMissing(tokens);
            case "TABLE" -> alterTable(tokens);
            default -> false;
        };
    }

    private static boolean addsValueIfMissing(Tokens tokens) {
        tokens.advance();
        tokens.qualifiedName();
        return tokens.acceptAll("ADD", "VALUE", "IF", "NOT", "EXISTS");
    }

    private static boolean alterTable(Tokens tokens) {
        tokens.advance();
        tokens.acceptAll("IF", "EXISTS");
        tokens.accept("ONLY");
        if (tokens.qualifiedName().isEmpty()) {
            return false;
        }
        tokens.accept('*');
        do {
            if (!isRepeatableAction(tokens)) {
                return false;
            }
            while (!tokens.atEnd() && !tokens.at(',')) {
                tokens.skipGroup();
            }
        } while (tokens.accept(','));
        return true;
    }

    private static boolean isRepeatableAction(Tokens tokens) {
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
