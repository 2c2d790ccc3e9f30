package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Advice;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.spi.TxFailure;

/**
 * What to do after a statement of a script failed.
 *
 * @param text what the failure itself tells; may be empty
 * @param ofScript whether a change to the script may help
 */
record ScriptAdvice(String text, boolean ofScript) {
    private static final String CORRECT_FILE = "Correct the file and try again.";
    private static final String RETRY = "Then try again.";
    private static final String NO_TRANSACTION = "-- manticore: transaction=none";

    /**
     * What a failure tells.
     *
     * @param index the statement that failed, or none of the script's
     */
    static ScriptAdvice of(TxFailure failure, WorkStep step, int index) {
        boolean block = step.execution() == Execution.STEPWISE && isInBlock(step.script(), index);
        if (failure.is("55P03")) {
            return new ScriptAdvice(
                    "Another session holds a lock that the statement needs. Migrate when the database is less busy, or"
                            + " raise lock_timeout in the header.",
                    false);
        }
        if (failure.is("57014")) {
            return new ScriptAdvice(
                    "The statement took longer than statement_timeout, or it was cancelled. Raise statement_timeout in the"
                            + " header if it needs more time.",
                    false);
        }
        if (failure.is("25001")) {
            return new ScriptAdvice(inTransaction(step.script(), index, block), true);
        }
        if (failure.is("2D000")) {
            return new ScriptAdvice(
                    step.execution() == Execution.ATOMIC
                            ? "A procedure that commits cannot run in a transaction. Make " + NO_TRANSACTION
                                    + " the first line."
                            : block
                                    ? "A procedure that commits cannot run between BEGIN and COMMIT. Move its CALL before"
                                            + " BEGIN, or behind COMMIT."
                                    : "Only a procedure that is called with CALL can commit; a function, or a block with"
                                            + " EXCEPTION, cannot.",
                    true);
        }
        if (failure.is("55006") && (block || step.execution() == Execution.ATOMIC)) {
            return new ScriptAdvice(
                    "If rows that the script changed wait for deferred constraints or triggers, write SET CONSTRAINTS ALL"
                            + " IMMEDIATE before the statement, or move it to a later migration. If other sessions use the"
                            + " object, wait until they are done.",
                    true);
        }
        if (failure.is("55P04")) {
            return new ScriptAdvice(
                    "A new enum value cannot be used in the transaction that adds it. Move the statement that uses it "
                            + (block
                                    ? "behind COMMIT."
                                    : "to a later migration, or make " + NO_TRANSACTION + " the first line."),
                    true);
        }
        Advice general = Advice.of(failure);
        return general == null ? new ScriptAdvice("", true) : new ScriptAdvice(general.text(), general.ofScript());
    }

    private static boolean isInBlock(Script script, int index) {
        return script.blocks().stream().anyMatch(block -> block.from() <= index && index < block.to());
    }

    private static String inTransaction(Script script, int index, boolean block) {
        if (index >= 0 && index < script.statements().size()) {
            SqlStatement statement = script.statements().get(index);
            if (script.sql().setsTransactionMode(statement)) {
                return "A statement that sets the transaction's mode has to be the first of the "
                        + (block ? "transaction." : "script.");
            }
            if (block) {
                return "The statement cannot run in a transaction. Move it before BEGIN or behind COMMIT.";
            }
            if (statement.effect() == Effect.DATA) {
                return "A function or a DO statement cannot execute what refuses a transaction. Put that statement into"
                        + " the script itself, with " + NO_TRANSACTION + " as the first line.";
            }
        }
        return "The statement cannot run in a transaction. Make " + NO_TRANSACTION + " the first line.";
    }

    /** The text, to stand before another sentence. */
    String before() {
        return text.isEmpty() ? "" : text + " ";
    }

    /** Nothing remains of a script that is one transaction. */
    Remedy rolledBack() {
        return Remedy.of("It was rolled back; nothing of it remains. " + (ofScript ? CORRECT_FILE : RETRY));
    }

    /**
     * What remains of a stepwise script, and how to continue.
     *
     * @param unit what failed
     * @param nothing whether nothing of the script was executed
     */
    Remedy remains(Unit unit, boolean nothing) {
        int index = unit.from();
        if (nothing) {
            return Remedy.of("Nothing of it was executed. " + (ofScript ? CORRECT_FILE : RETRY));
        }
        if (index == 0) {
            return Remedy.of("It is the first statement. "
                    + (ofScript ? "Correct it, or what it depends on, and try again." : RETRY));
        }
        String it = unit.isBlock() ? "its transaction" : "it";
        String before = index == 1
                ? "The statement before " + it + " was executed, and its changes stay."
                : "The " + index + " statements before " + it + " were executed, and their changes stay.";
        return Remedy.of(before
                + (unit.isBlock() ? " The transaction was rolled back." : "")
                + (ofScript
                        ? " Correct this one, leave the rest as it is, and try again."
                        : " Leave the script as it is, and try again.")
                + (unit.isBlock() ? " The next run continues with the transaction." : " The next run continues here."));
    }
}
