package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
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
 * After XXA00: what was sent is committed, its history row included, but a schema change of it was not carried out. It is
 * never sent again; it is recorded as partially applied, and a person has to look.
 */
final class PartialCommit {
    private static final int MOST_RECOVERIES = 5;

    private final StepContext context;
    private final Run run;
    private final WorkStep step;

    PartialCommit(StepContext context, WorkStep step) {
        this.context = context;
        this.run = context.run();
        this.step = step;
    }

    /** After a whole script: the history may say that it was carried out, which it was not. */
    StepResult afterTransaction(TxFailure failure) {
        return switch (context.findOut(step, failure)) {
            case CARRIED_OUT -> record(0, true, failure);
            case NOT_CARRIED_OUT -> record(0, false, failure);
            case OVERTAKEN -> new StepResult.Overtaken(failure);
        };
    }

    /** After a statement that commits alone, or with its note. */
    StepResult afterStatement(int index, TxFailure failure) {
        return record(index, false, failure);
    }

    private StepResult record(int index, boolean inHistory, TxFailure failure) {
        MigrationException partial = context.failures().failed(step, failure, index, wayOn(index));
        MigrationException notNoted = context.failures().failed(step, failure, index, notNoted(inHistory));
        boolean recorded = inHistory;
        for (int recoveries = 0; true; recoveries++) {
            try {
                TxScript note = note(index, recorded, failure);
                run.retrying(
                        RetryPolicy.TRANSACTION,
                        "before it was noted that " + step.name() + " was carried out in part",
                        () -> run.send(note));
                return StepResult.of(partial);
            } catch (RunInterruptedException interrupted) {
                return because(notNoted, interrupted);
            } catch (TxFailure refused) {
                if (!FailureKind.isOutcomeUnknown(refused) || recoveries == MOST_RECOVERIES) {
                    return because(notNoted, refused);
                }
                try {
                    switch (context.findOut(step)) {
                        case CARRIED_OUT -> {
                            if (!recorded) {
                                return new StepResult.Done();
                            }
                            // The row is that of what was committed in part.
                        }
                        case NOT_CARRIED_OUT -> recorded = false;
                        case OVERTAKEN -> {
                            return new StepResult.Overtaken(refused);
                        }
                    }
                } catch (MigrationException notReached) {
                    context.session().forget();
                    return because(notNoted, notReached);
                }
            }
        }
    }

    private TxScript note(int index, boolean recorded, TxFailure failure) {
        Progress progress = new Progress(
                step.version(), step.direction(), PrefixChecksum.of(step.script(), index), index, true, failure.text());
        List<TxStatement> statements = new ArrayList<>(context.transactions()
                .asRunner(
                        context.session().becomeUser(),
                        run.leases().note(context.lease().lease(), progress)));
        if (recorded) {
            statements.add(TxStatement.of(context.transactions().historyChange(opposite(), null)));
        }
        return TxScript.transaction(statements);
    }

    private static StepResult because(MigrationException notNoted, Exception reason) {
        notNoted.addSuppressed(reason);
        return StepResult.of(notNoted);
    }

    private String notNoted(boolean recorded) {
        return "It was committed all the same, but not all of it was carried out, and that could not be noted: "
                + (recorded
                        ? "the history says that it was done. Look at the database: carry out by hand what is missing, or"
                                + " take back what is there of it and correct the history."
                        : "look at the database, and carry out by hand what is missing, or take back what is there of it,"
                                + " before you run the same command again.");
    }

    private String wayOn(int index) {
        boolean whole = step.execution() == Execution.ATOMIC;
        String done = whole ? "--done" : "--from " + (index + 2);
        String notDone = whole ? "--abandon" : "--from " + (index + 1);
        return "It was committed all the same, but not all of it was carried out; that is noted. Look at the database: carry"
                + " out by hand what is missing, and run manticore resume " + done
                + "; or take back what is there of it, and run manticore resume " + notDone
                + ". Then run the same command again.";
    }

    private WorkStep opposite() {
        return new WorkStep(
                step.migration(),
                step.direction() == Direction.APPLY ? Direction.REVERT : Direction.APPLY,
                step.execution());
    }
}
