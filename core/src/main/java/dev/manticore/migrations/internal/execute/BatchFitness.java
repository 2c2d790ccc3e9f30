package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;

/**
 * Whether a step may share its message with others. That depends on the step and the database alone, so that a plan shows the
 * statements that a run sends.
 */
record BatchFitness(Run run, WorkStep step) {
    /** In characters, together. */
    static final int LONGEST_MESSAGE = 256 * 1024;

    /** Whether it may: a small transaction that leaves its session as it is, and has neither code nor limits of its own. */
    boolean isFit() {
        return !run.database().isCockroach()
                && step.execution() == Execution.ATOMIC
                && step.length() <= LONGEST_MESSAGE
                && step.scripts().stream().allMatch(BatchFitness::isPlain)
                && leavesSession()
                && new StepStatements(run, step).isTimedInBatch();
    }

    /** The lease is not renewed beside a transaction of another isolation level, see {@link SnapshotTransaction}. */
    private static boolean isPlain(Script script) {
        return script.code().isEmpty()
                && script.header().lockTimeout().isEmpty()
                && script.header().statementTimeout().isEmpty()
                && script.outerBlock().map(block -> block.modes().isEmpty()).orElse(true)
                && script.statements().stream().noneMatch(script.sql()::setsTransactionMode)
                && isOneMessage(script);
    }

    private static boolean isOneMessage(Script script) {
        return script.statements().isEmpty()
                || TxBatch.accepts(TxScript.transaction(script.statements().stream()
                        .map(statement -> new TxStatement(
                                statement.text(script.text()), statement.copyData() == null ? null : ""))
                        .toList()));
    }

    private boolean leavesSession() {
        ScriptSession session = ScriptSession.of(run, step);
        return !session.isChanged() && !session.changesUser();
    }
}
