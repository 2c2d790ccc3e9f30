package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.script.Script;
import dev.manticore.migrations.internal.sql.Effect;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.internal.sql.TransactionUse;
import dev.manticore.migrations.spi.Database;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides whether a script is one transaction, or commits statement by statement. */
public final class TransactionRule {
    private TransactionRule() {}

    public static Execution executionOf(Script script, Database database, Consumer<Problem> problems) {
        Optional<SqlStatement> obstacle = script.statements().stream()
                .filter(statement -> refuses(statement, database))
                .findFirst();
        TransactionUse wanted = script.header().transaction().orElse(null);
        if (wanted == TransactionUse.NONE) {
            refuseLocal(script, problems);
            return Execution.STEPWISE;
        }
        if (wanted == TransactionUse.REQUIRED && obstacle.isPresent()) {
            problems.accept(impossible(script, obstacle.get(), database));
        }
        if (obstacle.isEmpty()) {
            return Execution.ATOMIC;
        }
        if (wanted == null) {
            refuseLocal(script, problems);
        }
        return Execution.STEPWISE;
    }

    /** PostgreSQL merely warns, and what follows would run without what was asked for. */
    private static void refuseLocal(Script script, Consumer<Problem> problems) {
        script.statements().stream()
                .filter(script.sql()::isLocal)
                .forEach(statement -> problems.accept(new Problem(
                        Kind.INVALID_SCRIPT,
                        "This holds for one transaction, but the script runs statement by statement.",
                        script.locate(statement.start()),
                        "Write SET without LOCAL, which is undone after the script, or move what refuses a transaction into a"
                                + " migration of its own.")));
    }

    /**
     * CockroachDB commits DDL when the transaction is over, or before (XXA00, autocommit_before_ddl), so that a history
     * row in the same transaction may lie: there only data changes share one.
     */
    private static boolean refuses(SqlStatement statement, Database database) {
        return statement.has(Trait.REFUSES_TRANSACTION)
                || (database.isCockroach() && statement.effect() == Effect.SCHEMA);
    }

    private static Problem impossible(Script script, SqlStatement statement, Database database) {
        return new Problem(
                Kind.TRANSACTION_IMPOSSIBLE,
                "The header asks for one transaction, but " + database.product()
                        + " does not run this statement in one.",
                script.locate(statement.start()),
                "Take transaction=required out, or move the statement into a migration of its own.");
    }
}
