package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.internal.plan.Units;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Executes a script whose units commit one by one. The lease row says how far the script has come: before a statement
 * that commits alone, it is noted as running, and after it as done. A unit that is a transaction shares it with its note,
 * and its outcome is never in doubt; the last note shares one with the history row. The callbacks of each migration share
 * theirs with the first and the last note.
 */
final class StepwiseExecution {
    private final StepContext context;
    private final StepwiseRecovery recovery;
    private final StepwiseNotes notes;
    private final Units units;
    private final int count;

    StepwiseExecution(StepContext context) {
        this.context = context;
        this.recovery = new StepwiseRecovery(context);
        this.notes = new StepwiseNotes(context, recovery);
        this.units = Units.of(context.step().script(), context.run().database());
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
        } else if (notes.hasBegun()) {
            new StepwiseCallbacks(context, notes, recovery).begin();
        }
        while (next < count) {
            StepwiseUnit unit = StepwiseUnit.of(context, notes, recovery, units.at(next));
            while (!unit.attempt()) {
                // Nothing of it remains: send it again.
            }
            finish(unit);
            next = unit.unit.to();
        }
        if (context.step().callbacks().after().isEmpty()) {
            notes.recordInHistory();
        } else {
            new StepwiseCallbacks(context, notes, recovery).end();
        }
    }

    /** A unit is done. Notes that at once if the next note would come only with the next unit, or after it. */
    private void finish(StepwiseUnit done) throws StepEnded {
        recovery.startOver();
        int following = done.unit.to();
        if (!done.isNoted() && isTransactionNext(following)) {
            notes.writeDone(following, null);
        }
        for (int index = done.unit.from(); index < following; index++) {
            context.run().tell(new MigrationEvent.StatementFinished(context.shown(), index, count));
        }
    }

    /** Whether what follows, if anything does, is a transaction: a unit, or the callbacks after the script. */
    private boolean isTransactionNext(int following) {
        return following < count
                ? StepwiseUnit.isTransaction(context, units.at(following))
                : !context.step().callbacks().after().isEmpty();
    }

    /** The end of the message of a run that was interrupted before a statement. */
    static String before(WorkStep step, int index) {
        return index == step.script().statements().size()
                ? "before " + step.name() + " was recorded"
                : "before statement " + (index + 1) + " of " + step.name() + " was executed";
    }
}
