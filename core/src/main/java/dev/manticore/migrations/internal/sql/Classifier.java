package dev.manticore.migrations.internal.sql;

import java.util.EnumSet;
import java.util.Set;

/** Says of a statement what its tokens tell; comments and strings can't fool it, and no function's body counts but that of a DO. */
final class Classifier {

    private Classifier() {}

    /** The traits that the wording shows, in a set of its own that the caller may add to. */
    static Set<Trait> traits(Tokens tokens, Mentions mentions) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        addIf(traits, Trait.TRANSACTION_CONTROL, TransactionRules.controls(tokens.rewind()));
        addIf(traits, Trait.REFUSES_TRANSACTION, TransactionRules.refuses(tokens.rewind()));
        addIf(traits, Trait.CHANGES_SESSION, SessionRules.changes(tokens.rewind(), mentions));
        addIf(traits, Trait.REPEATABLE, RepeatRules.isRepeatable(tokens.rewind()));
        addIf(
                traits,
                Trait.CREATES_INDEX_CONCURRENTLY,
                ConcurrentIndex.of(tokens.rewind()).isPresent());
        return traits;
    }

    private static void addIf(Set<Trait> traits, Trait trait, boolean present) {
        if (present) {
            traits.add(trait);
        }
    }

    static Effect effect(Tokens tokens, Mentions mentions) {
        tokens.rewind();
        while (tokens.acceptAny("EXPLAIN")) {
            skipExplainOptions(tokens);
        }
        return switch (tokens.word()) {
            case "INSERT", "UPSERT", "UPDATE", "DELETE", "MERGE", "COPY", "CALL", "EXECUTE", "VALUES", "TABLE" ->
                Effect.DATA;
            case "SELECT", "WITH" -> mentions.into() && Into.find(tokens) ? Effect.SCHEMA : Effect.DATA;
            case "DO" -> DoBody.of(tokens).changesSchema() ? Effect.SCHEMA : Effect.DATA;
            case "SET", "RESET" -> isClusterSetting(tokens) ? Effect.SCHEMA : Effect.SESSION;
            case "BEGIN",
                    "START",
                    "COMMIT",
                    "END",
                    "ROLLBACK",
                    "ABORT",
                    "SAVEPOINT",
                    "RELEASE",
                    "PREPARE",
                    "DEALLOCATE" -> Effect.SESSION;
            case "DECLARE", "FETCH", "MOVE", "CLOSE", "LISTEN", "UNLISTEN", "NOTIFY", "LOCK", "LOAD", "DISCARD" ->
                Effect.SESSION;
            case "SHOW", "USE", "CHECKPOINT" -> Effect.SESSION;
            default -> tokens.at('(') && !(mentions.into() && Into.find(tokens)) ? Effect.DATA : Effect.SCHEMA;
        };
    }

    private static void skipExplainOptions(Tokens tokens) {
        while (tokens.acceptAny("ANALYZE", "ANALYSE", "VERBOSE")) {
            // The old way to write options: bare words.
        }
        int mark = tokens.mark();
        if (tokens.at('(')) {
            tokens.skipGroup();
            if (tokens.atEnd()) {
                tokens.reset(mark);
            }
        }
    }

    /** Whether it is CockroachDB's SET or RESET CLUSTER SETTING. */
    static boolean isClusterSetting(Tokens tokens) {
        int mark = tokens.mark();
        tokens.advance();
        boolean found = tokens.acceptAll("CLUSTER", "SETTING");
        tokens.reset(mark);
        return found;
    }
}
