package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One unit of a stepwise script: how it is sent, and what follows from its answer. */
abstract class StepwiseUnit {
    final StepContext context;
    final Run run;
    final StepwiseNotes notes;
    final StepwiseRecovery recovery;
    final Unit unit;
    final String before;
    final LockRetries locks;

    StepwiseUnit(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, Unit unit) {
        this.context = context;
        this.run = context.run();
        this.notes = notes;
        this.recovery = recovery;
        this.unit = unit;
        this.before = StepwiseExecution.before(context.step(), unit.from());
        this.locks = new LockRetries(
                run,
                unit.name() + " of " + context.step().name(),
                context.statements().header());
    }

    static StepwiseUnit of(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, Unit unit) {
        if (!unit.isBlock() && context.step().script().repetition(unit.from()).isPresent()) {
            return new StepwiseRepetition(context, notes, recovery, unit);
        }
        return isTransaction(context, unit)
                ? new StepwiseTransaction(context, notes, recovery, unit)
                : new StepwiseStatement(context, notes, recovery, unit);
    }

    /**
     * Whether a unit is a transaction: one that the script asks for, or a statement that only changes data. A procedure may
     * commit, which it can do only alone.
     */
    static boolean isTransaction(StepContext context, Unit unit) {
        SqlStatement statement = context.step().script().statements().get(unit.from());
        return unit.isBlock()
                || (statement.effect() == Effect.DATA
                        && !statement.has(Trait.REFUSES_TRANSACTION)
                        && !statement.has(Trait.CALLS_PROCEDURE));
    }

    /** Whether the unit's own transaction notes that it is done. */
    abstract boolean isNoted();

    /** Sends it. Returns false if it has to be repeated. */
    abstract boolean send() throws StepEnded;

    /** Notes that it failed, and returns what to report. */
    abstract MigrationException failed(TxFailure failure) throws StepEnded;

    /**
     * Executes it. Returns false if it has to be repeated, because a lost answer turned out to mean that nothing
     * happened.
     */
    final boolean attempt() throws StepEnded {
        try {
            run.checkInterrupted(before);
        } catch (RunInterruptedException stop) {
            throw notes.leave(unit.from(), stop);
        }
        return send();
    }

    /** Whether it is to be sent again, after a pause, because it has waited too long for a lock. Nothing of it remains. */
    final boolean hasPaused(TxFailure failure, Purpose purpose) throws StepEnded {
        try {
            return locks.again(failure, purpose, before, () -> notes.standBy(unit.from()));
        } catch (RunInterruptedException stop) {
            throw notes.leave(unit.from(), stop);
        }
    }

    /**
     * Whether it is done, after its answer was lost. What outlasts the connection's own limit is not sent again.
     *
     * @param jobs that the server has announced for it
     */
    boolean recovered(TxFailure failure, List<String> jobs) throws StepEnded {
        recovery.recover(failure, jobs);
        boolean done = recovery.isDone(unit.from(), failure);
        if (!done && FailureKind.isAnswerTimeout(failure)) {
            throw failed(failure);
        }
        return done;
    }

    final MigrationException partial(TxFailure failure) throws StepEnded {
        if (FailureKind.isPartial(failure)) {
            context.announceUnknown(failure);
        }
        return new PartialCommit(context).record(unit, false, failure);
    }

    /**
     * Notes what is left after a failure.
     *
     * @param left null if nothing is
     * @param reported what to report, unless an interrupt caused the failure
     */
    final MigrationException ended(TxFailure failure, @Nullable Progress left, MigrationException reported)
            throws StepEnded {
        MigrationException reason = reported;
        if (FailureKind.isCancelled(failure)) {
            try {
                run.checkInterrupted("while " + unit.name() + " of "
                        + context.step().name() + (unit.to() - unit.from() == 1 ? " was" : " were")
                        + " running; the server has cancelled it");
            } catch (RunInterruptedException interrupted) {
                reason = interrupted;
            }
        }
        return notes.writeFailed(left, reason, failure);
    }
}
