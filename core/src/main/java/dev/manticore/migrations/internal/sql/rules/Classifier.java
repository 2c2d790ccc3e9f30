package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.EnumSet;
import java.util.Set;

/**
 * Determines the traits and the effect of a statement from its tokens. Looks into the body of a DO statement, but not
 * of a function.
 */
public final class Classifier {

    private Classifier() {}

    /** Returns the traits of a statement, as a new set that the caller can modify. */
    public static Set<Trait> traits(TokenCursor tokens, KeywordFlags flags) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        addIf(
                traits,
                Trait.TRANSACTION_CONTROL,
                TransactionControl.of(tokens.rewind()).isPresent());
        addIf(traits, Trait.REFUSES_TRANSACTION, TransactionRules.refuses(tokens.rewind()));
        addIf(traits, Trait.CALLS_PROCEDURE, TransactionRules.callsProcedure(tokens.rewind()));
        addIf(
                traits,
                Trait.CHANGES_SESSION,
                !SessionRules.changes(tokens.rewind(), flags).isEmpty());
        addIf(traits, Trait.REPEATABLE, RepeatRules.isRepeatable(tokens.rewind()));
        addIf(traits, Trait.CREATES_INDEX, CreatedIndex.of(tokens.rewind()).isPresent());
        addIf(traits, Trait.SEVERAL_ACTIONS, TableActions.areSeveral(tokens.rewind()));
        return traits;
    }

    /** Returns what a statement changes in its session beyond the end of the transaction. */
    public static Set<SessionChange> sessionChanges(TokenCursor tokens) {
        return SessionRules.changes(tokens.rewind(), KeywordFlags.unknown());
    }

    private static void addIf(Set<Trait> traits, Trait trait, boolean present) {
        if (present) {
            traits.add(trait);
        }
    }

    /** Returns the effect of a statement. */
    public static Effect effect(TokenCursor tokens, KeywordFlags flags) {
        return effectFrom(tokens.rewind(), flags.into());
    }

    /**
     * The effect of the statement that begins at the cursor.
     *
     * @param into whether it may contain an INTO
     */
    static Effect effectFrom(TokenCursor tokens, boolean into) {
        skipExplain(tokens);
        return switch (tokens.word()) {
            case "INSERT", "UPSERT", "UPDATE", "DELETE", "MERGE", "COPY", "CALL", "EXECUTE", "VALUES", "TABLE" ->
                Effect.DATA;
            case "SELECT", "WITH" -> into && Clauses.skipSelectInto(tokens) ? Effect.SCHEMA : Effect.DATA;
            case "DO" -> DoBody.of(tokens).changesSchema() ? Effect.SCHEMA : Effect.DATA;
            case "SET", "RESET" -> Clauses.isClusterSetting(tokens) ? Effect.SCHEMA : Effect.SESSION;
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
            default -> tokens.at('(') && !(into && Clauses.skipSelectInto(tokens)) ? Effect.DATA : Effect.SCHEMA;
        };
    }

    /** Skips EXPLAIN, whose statement may be executed. */
    static void skipExplain(TokenCursor tokens) {
        while (tokens.accept("EXPLAIN")) {
            skipExplainOptions(tokens);
        }
    }

    private static void skipExplainOptions(TokenCursor tokens) {
        while (tokens.acceptAny("ANALYZE", "ANALYSE", "VERBOSE")) {
            // The old syntax for options: words without parentheses.
        }
        int mark = tokens.mark();
        if (tokens.at('(')) {
            tokens.skipGroup();
            if (tokens.atEnd()) {
                tokens.reset(mark);
            }
        }
    }
}
