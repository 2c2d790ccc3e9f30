package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.PreparedStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What CockroachDB executes in another way than PostgreSQL, as far as a script's text shows. */
final class CockroachRules {
    private CockroachRules() {}

    /** PREPARE and EXECUTE must not hide a schema change: it would be executed like a change of data. */
    static void check(Script script, Consumer<Problem> problems) {
        Set<List<String>> known = new HashSet<>();
        for (SqlStatement statement : script.statements()) {
            Optional<PreparedStatement> prepared = script.sql().prepared(statement);
            if (prepared.isEmpty()) {
                continue;
            }
            List<String> name = prepared.get().name();
            Optional<Effect> effect = prepared.get().prepared();
            if (effect.isPresent() && effect.get() == Effect.SCHEMA) {
                problems.accept(hidden(
                        script,
                        statement,
                        "CockroachDB commits schema changes alone, so PREPARE must not contain one."));
            }
            if (effect.isPresent()) {
                known.add(name);
            } else if (!known.contains(name)) {
                problems.accept(hidden(
                        script,
                        statement,
                        "It is not known what this statement executes, since the script does not prepare it; it could be"
                                + " a schema change, which CockroachDB commits alone."));
            }
        }
    }

    private static Problem hidden(Script script, SqlStatement statement, String message) {
        return new Problem(
                Kind.INVALID_SCRIPT,
                message,
                script.locate(statement.start()),
                "Write the statement itself instead of PREPARE and EXECUTE.");
    }

    /** Sentences about statements that can be executed in part. */
    static List<String> warnings(Script script) {
        return script.statements().stream()
                .filter(statement -> statement.has(Trait.SEVERAL_ACTIONS))
                .map(statement -> script.locate(statement.start()) + ": This ALTER TABLE has several actions. If one of"
                        + " them fails, CockroachDB may keep others, or undo them with a loss of data. Write one ALTER"
                        + " TABLE for each action.")
                .toList();
    }
}
