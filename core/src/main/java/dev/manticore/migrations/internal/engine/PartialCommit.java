package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * After XXA00: what was sent is committed, its history row included, but a schema change of it was not carried out. It is
 * never sent again; it is recorded as done in part, and a person has to look.
 */
final class PartialCommit {
    private static final int MOST_RECOVERIES = 5;

    private final MigrationRun run;
    private final Context context;
    private final WorkStep step;
    private final Supplier<Step<MigrationReport>> then;
    private int recoveries;

    PartialCommit(MigrationRun run, Context context, WorkStep step, Supplier<Step<MigrationReport>> then) {
        this.run = run;
        this.context = context;
        this.step = step;
        this.then = then;
    }

    /** A whole script: the history may say that it was carried out, which it was not. */
    Step<MigrationReport> afterTransaction(TxFailure failure) {
        return run.recover(step, () -> record(0, true, failure), held -> record(0, false, failure), failure);
    }

    /** A statement that commits alone, or with its note. */
    Step<MigrationReport> afterStatement(int index, TxFailure failure) {
        return record(index, false, failure);
    }

    private Step<MigrationReport> record(int index, boolean recorded, TxFailure failure) {
        Progress progress = new Progress(
                step.version(), step.direction(), StatementChain.of(step.script(), index), index, true, failure.text());
        Transactions transactions = new Transactions(context);
        List<TxStatement> statements = new ArrayList<>(transactions.asRunner(
                run.session().becomeUser(), context.store().note(run.lease(), progress)));
        if (recorded) {
            statements.add(TxStatement.of(transactions.historyChange(opposite(), null)));
        }
        MigrationException partial = run.failures().failed(step, failure, index, wayOn(index));
        MigrationException notNoted = run.failures().failed(step, failure, index, notNoted(recorded));
        return new Persistence<MigrationReport>(
                        context,
                        "before it was noted that " + Description.name(step) + " was carried out in part",
                        interrupted -> run.fail(step, because(notNoted, interrupted)))
                .send(
                        TxScript.transaction(statements),
                        noted -> run.fail(step, partial),
                        refused -> Failures.isOutcomeUnknown(refused) && ++recoveries <= MOST_RECOVERIES
                                ? again(index, recorded, failure, refused, notNoted)
                                : run.fail(step, because(notNoted, refused)));
    }

    /** Where the history has it still, that is the row of what was committed in part. */
    private Step<MigrationReport> again(
            int index, boolean recorded, TxFailure failure, TxFailure refused, MigrationException notNoted) {
        return run.recover(
                step,
                () -> recorded ? record(index, true, failure) : then.get(),
                held -> record(index, false, failure),
                notReached -> because(notNoted, notReached),
                refused);
    }

    private static MigrationException because(MigrationException notNoted, Exception reason) {
        notNoted.addSuppressed(reason);
        return notNoted;
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
