package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;

/** Clauses that several rules look for. */
final class Clauses {

    private Clauses() {}

    /** Says whether the statement is CockroachDB's SET or RESET CLUSTER SETTING. Does not move the cursor. */
    static boolean isClusterSetting(TokenCursor tokens) {
        int mark = tokens.mark();
        tokens.advance();
        boolean found = tokens.acceptAll("CLUSTER", "SETTING");
        tokens.reset(mark);
        return found;
    }

    /**
     * Moves after the INTO of a SELECT INTO, which creates a table, or to the end if there is none. The INTO of INSERT, MERGE
     * and CockroachDB's UPSERT, and columns called "into", do not count.
     *
     * @return whether there is one
     */
    static boolean skipSelectInto(TokenCursor tokens) {
        boolean otherInto = false;
        while (!tokens.atEnd()) {
            if (tokens.at("INTO") && !otherInto) {
                tokens.advance();
                return true;
            }
            otherInto = tokens.atAny("INSERT", "MERGE", "UPSERT", "AS") || tokens.at('.');
            tokens.advance();
        }
        return false;
    }
}
