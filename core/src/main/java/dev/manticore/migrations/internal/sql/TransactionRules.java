package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;

/**
 * What begins or ends a transaction, and what refuses to run in one: the callers of {@code PreventInTransactionBlock} in PostgreSQL 14 to 19,
 * and what CockroachDB alone has and refuses. All methods expect the cursor at the statement's start.
 *
 * <p>Where it depends on what the text doesn't show, the decision is: DROP SUBSCRIPTION refuses (it may have a slot); CLUSTER, REINDEX TABLE
 * and REINDEX INDEX don't (the table may be partitioned); CALL doesn't (the procedure may commit); ALTER TYPE .. ADD VALUE doesn't
 * (it did before PostgreSQL 12).
 */
final class TransactionRules {

    private TransactionRules() {}

    static boolean controls(Tokens tokens) {
        String verb = tokens.word();
        return switch (verb) {
            case "BEGIN", "END", "ABORT" -> true;
            case "START" -> tokens.acceptAll("START", "TRANSACTION");
            case "COMMIT" -> !tokens.acceptAll("COMMIT", "PREPARED");
            case "ROLLBACK" -> !tokens.acceptAll("ROLLBACK", "PREPARED") && !isRollbackTo(tokens);
            // Otherwise it prepares a statement that is named so.
            case "PREPARE" -> tokens.acceptAll("PREPARE", "TRANSACTION") && tokens.kind() == Kind.STRING;
            default -> false;
        };
    }

    private static boolean isRollbackTo(Tokens tokens) {
        tokens.advance();
        tokens.acceptAny("WORK", "TRANSACTION");
        return tokens.at("TO");
    }

    static boolean refuses(Tokens tokens) {
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
            case "SET", "RESET" -> Classifier.isClusterSetting(tokens);
            case "BACKUP", "RESTORE" -> !mentions(tokens, "DETACHED");
            case "IMPORT" -> !isNext(tokens, "FOREIGN") && !mentions(tokens, "DETACHED");
            default -> false;
        };
    }

    private static boolean isNext(Tokens tokens, String... words) {
        int mark = tokens.mark();
        tokens.advance();
        boolean found = tokens.atAny(words);
        tokens.reset(mark);
        return found;
    }

    private static boolean mentions(Tokens tokens, String word) {
        while (!tokens.atEnd()) {
            if (tokens.accept(word)) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean create(Tokens tokens) {
        if (isNext(tokens, "DATABASE", "TABLESPACE", "CHANGEFEED")) {
            return true;
        }
        if (isNext(tokens, "SUBSCRIPTION")) {
            Options options = Options.readBehindWith(tokens);
            return !options.isOff("create_slot") && !options.isOff("connect");
        }
        return ConcurrentIndex.atConcurrently(tokens);
    }

    private static boolean drop(Tokens tokens) {
        return isNext(tokens, "DATABASE", "TABLESPACE", "SUBSCRIPTION")
                || tokens.acceptAll("DROP", "INDEX", "CONCURRENTLY");
    }

    private static boolean alter(Tokens tokens) {
        tokens.advance();
        return switch (tokens.word()) {
            case "SYSTEM" -> true;
            // SET TABLESPACE, or TABLESPACE among the options.
            case "DATABASE" -> mentions(tokens, "TABLESPACE");
            case "SUBSCRIPTION" -> alterSubscription(tokens);
            case "TABLE" -> detachesConcurrently(tokens);
            default -> false;
        };
    }

    private static boolean alterSubscription(Tokens tokens) {
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
            Options options = Options.read(tokens);
            return options.has("failover") || options.has("two_phase");
        }
        return tokens.at("PUBLICATION") && !Options.readBehindWith(tokens).isOff("refresh");
    }

    /** FINALIZE, the way to end a detachment that was interrupted, is allowed. */
    private static boolean detachesConcurrently(Tokens tokens) {
        while (!tokens.atEnd()) {
            if (tokens.acceptAll("DETACH", "PARTITION")) {
                return !tokens.qualifiedName().isEmpty() && tokens.at("CONCURRENTLY");
            }
            tokens.skipGroup();
        }
        return false;
    }

    private static boolean reindex(Tokens tokens) {
        tokens.advance();
        Options options = Options.read(tokens);
        if (options.isOn("concurrently") || tokens.acceptAny("SCHEMA", "DATABASE", "SYSTEM")) {
            return true;
        }
        tokens.advance();
        return tokens.at("CONCURRENTLY");
    }

    /** CLUSTER, and REPACK, which replaces it in PostgreSQL 19: many tables at once, or concurrently. */
    private static boolean cluster(Tokens tokens) {
        tokens.advance();
        Options options = Options.read(tokens);
        tokens.accept("VERBOSE");
        return options.isOn("concurrently") || tokens.atEnd() || tokens.at("USING");
    }
}
