package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes a script whose statements commit one by one. The lease row says how far the script has come: before a
 * statement it is noted as running, and after it as done. A statement that changes data shares its transaction with its note,
 * and its outcome is never in doubt; the last note shares one with the history row.
 */
final class StepwiseExecution {
    private final StepContext context;
    private final StepwiseRecovery recovery;
    private final StepwiseNotes notes;
    private final int count;

    StepwiseExecution(StepContext context) {
        this.context = context;
        this.recovery = new StepwiseRecovery(context);
        this.notes = new StepwiseNotes(context, recovery);
        this.count = context.step().script().statements().size();
    }

    /**
     * Executes the script, from where an earlier run left it.
     *
     * @param left what that run noted, or null
     */
    void carryOut(@Nullable Progress left) throws StepEnded {
        int next = left == null ? 0 : left.done();
        if (left != null) {
            recovery.resume(left);
        }
        for (; next < count; next++) {
            StepwiseStatement statement = new StepwiseStatement(context, notes, recovery, next);
            while (!statement.attempt()) {
                // Nothing of it remains: send it again.
            }
            finish(next);
        }
        notes.recordInHistory();
    }

    /** A statement is done. Notes that at once if the next note would come only after the next statement. */
    private void finish(int index) throws StepEnded {
        recovery.startOver();
        List<SqlStatement> statements = context.step().script().statements();
        int following = index + 1;
        if (following < count
                && !StepwiseStatement.isTransactional(statements.get(index))
                && StepwiseStatement.isTransactional(statements.get(following))) {
            notes.writeDone(following, null);
        }
        context.run().tell(new MigrationEvent.StatementFinished(context.shown(), index, count));
    }

    /** The end of the message of a run that was interrupted before a statement. */
    static String before(WorkStep step, int index) {
        return index == step.script().statements().size()
                ? "before " + step.name() + " was recorded"
                : "before statement " + (index + 1) + " of " + step.name() + " was executed";
    }
}
