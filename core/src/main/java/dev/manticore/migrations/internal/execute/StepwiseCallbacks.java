package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;
import java.util.Optional;

/**
 * The callbacks of a stepwise step. Those before the script are one transaction with the note that it has begun, which
 * keeps a later run from repeating them; those after it are one with the history row.
 */
final class StepwiseCallbacks {
    private static final String EXECUTED =
            "The statements of the migration were executed, and their changes stay. The next run continues with the"
                    + " callback. ";

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final StepwiseNotes notes;
    private final StepwiseRecovery recovery;
    private final LockRetries locks;

    StepwiseCallbacks(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery) {
        this.context = context;
        this.run = context.run();
        this.step = context.step();
        this.notes = notes;
        this.recovery = recovery;
        this.locks = new LockRetries(
                run, "a callback of " + step.name(), context.statements().header());
    }

    /** Those before the script. Nothing is noted when they fail: then nothing has begun. */
    void begin() throws StepEnded {
        List<Callback> callbacks = step.callbacks().before();
        String before = "before " + callbacks.get(0).name() + " was executed";
        do {
            List<Part> parts = TransactionMessage.ofCallbacks(
                    run,
                    step,
                    callbacks,
                    notes.openingSettings(),
                    notes.openingGuards(),
                    context.note(notes.progress(0, false, null)),
                    Optional.empty());
            try {
                run.retrying(
                        RetryPolicy.TRANSACTION, before, () -> context.send(TransactionMessage.transaction(parts)));
                notes.settingsSent(step.script().statements().size());
                return;
            } catch (TxFailure failure) {
                Purpose purpose = TransactionMessage.purpose(failure, parts);
                if (notes.hasWaited(failure, purpose) || locks.again(failure, purpose, before, this::keepLease)) {
                    continue;
                }
                if (!StepwiseRecovery.isUncertain(failure)) {
                    throw refused(failure, callbacks, parts, "Nothing of the migration was executed. ");
                }
                recovery.recover(failure, List.of());
            }
        } while (context.lease().progress() == null);
    }

    /** Those after the script, and the history row. */
    void end() throws StepEnded {
        List<Callback> callbacks = step.callbacks().after();
        int count = step.script().statements().size();
        while (true) {
            List<Part> parts = TransactionMessage.ofCallbacks(
                    run,
                    step,
                    callbacks,
                    notes.settings(count),
                    List.of(),
                    context.noteInLease(null),
                    Optional.of(context.statements().historyChange(notes.elapsed())));
            try {
                notes.retrying(count, () -> context.send(TransactionMessage.transaction(parts)));
                return;
            } catch (TxFailure failure) {
                if (hasPaused(failure, TransactionMessage.purpose(failure, parts), count)) {
                    continue;
                }
                if (!StepwiseRecovery.isUncertain(failure)) {
                    throw notes.leave(count, refused(failure, callbacks, parts, EXECUTED));
                }
                recovery.recover(failure, List.of());
            }
        }
    }

    /** Nothing is noted before the script. */
    private void keepLease() {
        LockRetries.keep(run, context.lease(), step.name(), StepFailures.NOTHING_MORE);
    }

    private boolean hasPaused(TxFailure failure, Purpose purpose, int count) throws StepEnded {
        try {
            return locks.again(failure, purpose, StepwiseExecution.before(step, count), () -> notes.standBy(count));
        } catch (RunInterruptedException stop) {
            throw notes.leave(count, stop);
        }
    }

    private MigrationException refused(TxFailure failure, List<Callback> callbacks, List<Part> parts, String remains) {
        CallbackFailures failures = new CallbackFailures(run, locks);
        int at = failure.statement();
        if (failure.phase() != Phase.STATEMENT || at < 0 || at >= parts.size()) {
            return failures.ofStep(step, callbacks.get(0), -1, failure, remains);
        }
        Callback callback = parts.get(at).callback();
        return callback == null
                ? notes.refused(failure, TransactionMessage.firstNote(parts), "executing callbacks of ")
                : failures.ofStep(step, callback, parts.get(at).index(), failure, remains);
    }
}
