package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.List;
import java.util.Optional;

/**
 * What a PREPARE or an EXECUTE is about.
 *
 * @param name of the prepared statement, not quoted, as the server understands it
 * @param prepared the effect of what is prepared; empty for an EXECUTE
 */
public record PreparedStatement(List<String> name, Optional<Effect> prepared) {

    /** Reads a statement from its start. Returns empty if it is neither. */
    public static Optional<PreparedStatement> of(TokenCursor tokens) {
        Classifier.skipExplain(tokens);
        boolean prepares = tokens.accept("PREPARE");
        if (!prepares && !tokens.accept("EXECUTE")) {
            return Optional.empty();
        }
        List<String> name = Displacement.parts(tokens.qualifiedName());
        if (!prepares) {
            return Optional.of(new PreparedStatement(name, Optional.empty()));
        }
        if (tokens.at('(')) {
            tokens.skipGroup();
        }
        // Otherwise it is a PREPARE TRANSACTION.
        return tokens.accept("AS")
                ? Optional.of(new PreparedStatement(name, Optional.of(Classifier.effectFrom(tokens, true))))
                : Optional.empty();
    }
}
