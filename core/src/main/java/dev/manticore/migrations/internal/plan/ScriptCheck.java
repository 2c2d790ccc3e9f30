package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.internal.load.Callbacks;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is wrong with scripts, and what this client and this database cannot execute of them. */
record ScriptCheck(Capabilities capabilities, Consumer<Problem> problems) {

    /** Returns how a script runs. */
    Execution check(Script script) {
        checkContent(script);
        return TransactionRule.executionOf(script, capabilities.database(), problems);
    }

    private void checkContent(Script script) {
        script.problems().forEach(problems);
        CodeCheck.problem(script, capabilities).ifPresent(problems);
        if (!capabilities.sendsCopyData()) {
            script.statements().stream()
                    .filter(statement -> statement.copyData() != null)
                    .forEach(statement -> problems.accept(new Problem(
                            Kind.COPY_IMPOSSIBLE,
                            "This client cannot send the data of COPY .. FROM STDIN.",
                            script.locate(statement.start()),
                            "Use INSERT INTO .. VALUES, or run the migrations over JDBC.")));
        }
        if (capabilities.database().isCockroach()) {
            CockroachRules.check(script, problems);
        }
    }

    /** Returns sentences about what is unusual in a script that is going to be executed. */
    List<String> warnings(Script script, Execution execution) {
        List<String> notes = new ArrayList<>(BlockNotes.of(script, execution, capabilities.database()));
        if (capabilities.database().isCockroach()) {
            notes.addAll(CockroachRules.warnings(script));
        }
        return notes;
    }

    /** Callbacks are transactions, or parts of one. */
    void check(Callbacks callbacks) {
        callbacks.scripts().forEach(this::checkContent);
        if (capabilities.database().isCockroach()) {
            callbacks.scripts().forEach(this::refuseSchemaChanges);
        }
    }

    private void refuseSchemaChanges(Script script) {
        script.statements().stream()
                .filter(statement -> statement.effect() == Effect.SCHEMA && !statement.has(Trait.REFUSES_TRANSACTION))
                .forEach(statement -> problems.accept(new Problem(
                        Kind.TRANSACTION_IMPOSSIBLE,
                        "CockroachDB commits schema changes alone, so a callback, which runs in a transaction, must not"
                                + " contain one.",
                        script.locate(statement.start()),
                        "Move it to a migration.")));
    }
}
