package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.load.RequiredTransaction;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Database;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Decides whether a script runs in one transaction, or whether each of its units commits on its own. */
public final class TransactionRule {
    private TransactionRule() {}

    /**
     * Returns how a script runs.
     *
     * @param problems takes the problems of a script that cannot run this way
     */
    public static Execution executionOf(Script script, Database database, Consumer<Problem> problems) {
        Optional<SqlStatement> obstacle = script.statements().stream()
                .filter(statement -> cannotRunInTransaction(statement, database))
                .findFirst();
        TransactionMode wanted = script.transaction().orElse(null);
        if (wanted == TransactionMode.REQUIRED && obstacle.isPresent()) {
            problems.accept(impossible(script, obstacle.get(), database));
        }
        Optional<SqlStatement> repeated = script.repeated();
        if (wanted == TransactionMode.REQUIRED && repeated.isPresent()) {
            problems.accept(RequiredTransaction.impossible(
                    script,
                    repeated.get().start(),
                    "each repetition of this statement is a transaction of its own",
                    "remove repeat=until-empty"));
        }
        boolean one = script.blocks().isEmpty() || script.outerBlock().isPresent();
        if (wanted != TransactionMode.NONE && obstacle.isEmpty() && repeated.isEmpty() && one) {
            return Execution.ATOMIC;
        }
        if (wanted != TransactionMode.REQUIRED) {
            rejectLocal(script, Units.of(script, database), problems);
        }
        return Execution.STEPWISE;
    }

    /** PostgreSQL only gives a warning, and the following statements would run without the setting. */
    private static void rejectLocal(Script script, Units units, Consumer<Problem> problems) {
        IntStream.range(0, script.statements().size())
                .filter(index -> !units.at(index).isBlock())
                .mapToObj(script.statements()::get)
                .filter(script.sql()::isLocal)
                .forEach(statement -> problems.accept(new Problem(
                        Kind.INVALID_SCRIPT,
                        "This statement only affects the current transaction, but each statement of the script commits on its own.",
                        script.locate(statement.start()),
                        "Put BEGIN and COMMIT around the statements that belong together, write SET without LOCAL, which is"
                                + " reset after the script, or move statements that cannot run in a transaction to a"
                                + " separate migration.")));
    }

    /**
     * In CockroachDB, schema changes can commit later than their transaction (XXA00) or earlier (autocommit_before_ddl). A
     * history row in the same transaction could be wrong, so only data changes run in one transaction there.
     */
    static boolean cannotRunInTransaction(SqlStatement statement, Database database) {
        return statement.has(Trait.REFUSES_TRANSACTION)
                || (database.isCockroach() && statement.effect() == Effect.SCHEMA);
    }

    private static Problem impossible(Script script, SqlStatement statement, Database database) {
        return RequiredTransaction.impossible(
                script,
                statement.start(),
                database.product() + " cannot run this statement in a transaction",
                "move the statement to a separate migration");
    }
}
