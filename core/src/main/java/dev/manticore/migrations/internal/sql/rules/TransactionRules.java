package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;

/**
 * Finds statements that the server rejects in a transaction block: the callers of {@code PreventInTransactionBlock} in
 * PostgreSQL 14 to 19, and statements that only CockroachDB has. All methods expect the cursor at the start of the
 * statement.
 *
 * <p>Some cases depend on facts that are not in the text. DROP SUBSCRIPTION counts as rejected, because the
 * subscription may have a slot. These count as accepted: CLUSTER, REINDEX TABLE and REINDEX INDEX, although the table
 * may be partitioned; CALL, although the procedure may commit (see {@link Trait#CALLS_PROCEDURE}); ALTER TYPE .. ADD
 * VALUE, although PostgreSQL rejected it before version 12.
 */
final class TransactionRules {

    private TransactionRules() {}

    /** Says whether the server rejects a statement in a transaction block. */
    static boolean refuses(TokenCursor tokens) {
        String verb = tokens.word();
        return switch (verb) {
            case "VACUUM" -> true;
            case "COMMIT", "ROLLBACK" -> isNext(tokens, "PREPARED");
            case "DISCARD" -> isNext(tokens, "ALL");
            case "CREATE" -> create(tokens);
            case "DROP" -> drop(tokens);
            case "ALTER" -> alter(tokens);
            case "REINDEX" -> reindex(tokens);
            case "CLUSTER", "REPACK" -> cluster(tokens);
            case "DO" -> DoBody.of(tokens).endsTransaction();
            // CockroachDB: "cannot be used inside a multi-statement transaction".
            case "SET", "RESET" -> Clauses.isClusterSetting(tokens);
            case "BACKUP", "RESTORE" -> !contains(tokens, "DETACHED");
            case "IMPORT" -> !isNext(tokens, "FOREIGN") && !contains(tokens, "DETACHED");
            default -> false;
        };
    }

    /** Says whether a statement calls a procedure. */
    static boolean callsProcedure(TokenCursor tokens) {
        return switch (tokens.word()) {
            case "CALL" -> true;
            case "DO" -> DoBody.of(tokens).callsProcedure();
            default -> false;
        };
    }

    private static boolean isNext(TokenCursor tokens, String... words) {
        int mark = tokens.mark();
        tokens.advance();
        boolean found = tokens.atAny(words);
        tokens.reset(mark);
        return found;
    }

    private static boolean contains(TokenCursor tokens, String word) {
        while (!tokens.atEnd()) {
            if (tokens.accept(word)) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean create(TokenCursor tokens) {
        if (isNext(tokens, "DATABASE", "TABLESPACE", "CHANGEFEED")) {
            return true;
        }
        if (isNext(tokens, "SUBSCRIPTION")) {
            StatementOptions options = StatementOptions.readWithClause(tokens);
            return !options.isOff("create_slot") && !options.isOff("connect");
        }
        return CreatedIndex.acceptCreateIndexConcurrently(tokens);
    }

    private static boolean drop(TokenCursor tokens) {
        return isNext(tokens, "DATABASE", "TABLESPACE", "SUBSCRIPTION")
                || tokens.acceptAll("DROP", "INDEX", "CONCURRENTLY");
    }

    private static boolean alter(TokenCursor tokens) {
        tokens.advance();
        return switch (tokens.word()) {
            case "SYSTEM" -> true;
            // SET TABLESPACE, or TABLESPACE as an option.
            case "DATABASE" -> contains(tokens, "TABLESPACE");
            case "SUBSCRIPTION" -> alterSubscription(tokens);
            case "TABLE" -> detachesConcurrently(tokens);
            default -> false;
        };
    }

    private static boolean alterSubscription(TokenCursor tokens) {
        tokens.advance();
        tokens.advance();
        if (tokens.at("REFRESH")) {
            return true;
        }
        boolean sets = tokens.at("SET");
        if (!sets && !tokens.atAny("ADD", "DROP")) {
            return false;
        }
        tokens.advance();
        if (sets && tokens.at('(')) {
            StatementOptions options = StatementOptions.read(tokens);
            return options.has("failover") || options.has("two_phase");
        }
        return tokens.at("PUBLICATION")
                && !StatementOptions.readWithClause(tokens).isOff("refresh");
    }

    /** DETACH PARTITION .. FINALIZE, which completes an interrupted detach, can run in a transaction. */
    private static boolean detachesConcurrently(TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.acceptAll("DETACH", "PARTITION")) {
                return !tokens.qualifiedName().isEmpty() && tokens.at("CONCURRENTLY");
            }
            tokens.skipGroup();
        }
        return false;
    }

    private static boolean reindex(TokenCursor tokens) {
        tokens.advance();
        StatementOptions options = StatementOptions.read(tokens);
        if (options.isOn("concurrently") || tokens.acceptAny("SCHEMA", "DATABASE", "SYSTEM")) {
            return true;
        }
        tokens.advance();
        return tokens.at("CONCURRENTLY");
    }

    /** CLUSTER, and REPACK, which replaces it in PostgreSQL 19. Rejected for all tables at once, and if concurrent. */
    private static boolean cluster(TokenCursor tokens) {
        tokens.advance();
        StatementOptions options = StatementOptions.read(tokens);
        tokens.accept("VERBOSE");
        return options.isOn("concurrently") || tokens.atEnd() || tokens.at("USING");
    }
}
