package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;

/**
 * After XXA00: what was sent is committed, its history row included, but one of its schema changes failed. Or one of
 * several actions of a statement failed, and others may have been executed. It is never sent again; it is recorded as
 * partially applied, and a person has to check the database.
 */
final class PartialCommit {
    private static final int MOST_RECOVERIES = 5;
    private static final int NONE = -1;

    private final StepContext context;
    private final Run run;
    private final WorkStep step;

    PartialCommit(StepContext context) {
        this.context = context;
        this.run = context.run();
        this.step = context.step();
    }

    /**
     * Notes it, and returns the failure to report.
     *
     * @param unit what failed; of a script that is one transaction, all of it
     * @param inHistory whether the history says that the step was executed
     */
    MigrationException record(Unit unit, boolean inHistory, TxFailure failure) throws StepEnded {
        int index = unit.from();
        // Which statement of a transaction is to blame is not known at its COMMIT.
        int culprit = isWhole() ? NONE : index;
        String what = FailureKind.isPartial(failure)
                ? "It was committed, but not all of it took effect"
                : "It failed, but some of its actions may have taken effect";
        String advice = FailureKind.isPartial(failure) ? "" : " Write one ALTER TABLE for each action.";
        MigrationException partial = context.failures().failed(failure, culprit, completeOrUndo(what, advice, unit));
        MigrationException notNoted = context.failures().failed(failure, culprit, notNoted(what, inHistory));
        boolean recorded = inHistory;
        for (int recoveries = 0; true; recoveries++) {
            try {
                TxScript note = note(index, recorded, failure);
                run.retrying(
                        RetryPolicy.TRANSACTION,
                        "before it was recorded that " + step.name() + " took effect only partially",
                        () -> run.send(note));
                return partial;
            } catch (RunInterruptedException interrupted) {
                return because(notNoted, interrupted);
            } catch (TxFailure refused) {
                if (!FailureKind.isOutcomeUnknown(refused) || recoveries == MOST_RECOVERIES) {
                    return because(notNoted, refused);
                }
                try {
                    boolean found = context.takeLeaseAnew(refused);
                    if (found && !recorded) {
                        throw new StepEnded(new StepResult.Applied());
                    }
                    // If it is in the history still, the row is that of what was committed in part.
                    recorded = found;
                } catch (MigrationException notReached) {
                    return because(notNoted, notReached);
                }
            }
        }
    }

    private TxScript note(int index, boolean recorded, TxFailure failure) {
        Progress progress = new Progress(
                step.id(), step.direction(), PrefixChecksum.of(step.script(), index), index, true, failure.text());
        List<TxStatement> statements = new ArrayList<>(StepStatements.isolation(run));
        statements.addAll(context.noteInLease(progress));
        if (recorded) {
            statements.add(TxStatement.of(new StepStatements(run, opposite()).historyChange(null)));
        }
        context.statements().mark(progress).map(TxStatement::of).ifPresent(statements::add);
        return TxScript.transaction(statements);
    }

    private static MigrationException because(MigrationException notNoted, Exception reason) {
        notNoted.addSuppressed(reason);
        return notNoted;
    }

    private static Remedy notNoted(String what, boolean recorded) {
        return Remedy.of(what + ", and this could not be recorded. Check the database. "
                + (recorded
                        ? "The history says that it was executed: complete it by hand, or undo it by hand and correct"
                                + " the history."
                        : "Undo it by hand, and try again."));
    }

    private boolean isWhole() {
        return step.execution() == Execution.ATOMIC;
    }

    private Remedy completeOrUndo(String what, String advice, Unit unit) {
        boolean whole = isWhole();
        return Remedy.of(what + "; this is noted. Check the database, and complete it or undo it by hand. Then resume"
                        + " accordingly, and try again." + advice)
                .or(
                        "once it is complete",
                        new Remedy.Resume(whole ? Resumption.done() : Resumption.from(unit.to() + 1)))
                .or(
                        "once it is undone",
                        new Remedy.Resume(whole ? Resumption.abandon() : Resumption.from(unit.from() + 1)));
    }

    private WorkStep opposite() {
        return new WorkStep(
                step.migration(),
                step.direction() == Direction.APPLY ? Direction.REVERT : Direction.APPLY,
                step.execution(),
                step.callbacks());
    }
}
