package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;

/** The actions of an ALTER TABLE. */
final class TableActions {

    private static final String[] ACTIONS = {
        "ADD",
        "DROP",
        "ALTER",
        "RENAME",
        "VALIDATE",
        "SET",
        "RESET",
        "OWNER",
        "PARTITION",
        "ENABLE",
        "DISABLE",
        "FORCE",
        "NO",
        "EXPERIMENTAL_AUDIT",
        "INJECT"
    };

    private TableActions() {}

    /**
     * Skips {@code ALTER TABLE} and the name. Returns false if the statement is not one. Expects the cursor at its
     * start.
     */
    static boolean skipName(TokenCursor tokens) {
        if (!tokens.acceptAll("ALTER", "TABLE")) {
            return false;
        }
        tokens.acceptAll("IF", "EXISTS");
        tokens.accept("ONLY");
        if (tokens.qualifiedName().isEmpty()) {
            return false;
        }
        tokens.accept('*');
        return true;
    }

    /** Skips to the comma behind an action, or to the end. */
    static void skipAction(TokenCursor tokens) {
        while (!tokens.atEnd() && !tokens.at(',')) {
            tokens.skipGroup();
        }
    }

    /**
     * Says whether a statement is an ALTER TABLE with several actions. Lists behind other words, such as CockroachDB's
     * SPLIT AT VALUES and CONFIGURE ZONE USING, belong to one action.
     */
    static boolean areSeveral(TokenCursor tokens) {
        if (!skipName(tokens)) {
            return false;
        }
        skipAction(tokens);
        while (tokens.accept(',')) {
            if (tokens.atAny(ACTIONS)) {
                return true;
            }
            skipAction(tokens);
        }
        return false;
    }
}
