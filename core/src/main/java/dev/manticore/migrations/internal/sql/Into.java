package dev.manticore.migrations.internal.sql;

/** Finds the INTO of a SELECT that makes a table; INSERT INTO, MERGE INTO and CockroachDB's UPSERT INTO have another. */
final class Into {

    private Into() {}

    /** Goes behind that INTO; if there is none, to the end. */
    static boolean find(Tokens tokens) {
        boolean label = false;
        while (!tokens.atEnd()) {
            if (tokens.at("INTO") && !label) {
                tokens.advance();
                return true;
            }
            label = tokens.atAny("INSERT", "MERGE", "UPSERT", "AS") || tokens.at('.');
            tokens.advance();
        }
        return false;
    }
}
