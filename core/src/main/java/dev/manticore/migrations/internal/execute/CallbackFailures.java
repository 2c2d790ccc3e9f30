package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Advice;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Set;

/**
 * Failures of callbacks, with file, line and column.
 *
 * @param locks how often their transaction was tried because of locks
 */
record CallbackFailures(Run run, LockRetries locks) {
    private static final Set<CallbackEvent> NOT_REPEATED = Set.of(
            CallbackEvent.AFTER_MIGRATE_APPLIED,
            CallbackEvent.BEFORE_REPEATABLES,
            CallbackEvent.BEFORE_UNDO,
            CallbackEvent.AFTER_UNDO,
            CallbackEvent.AFTER_UNDO_OPERATION_FINISH);

    /**
     * A statement of a callback that is part of a migration failed.
     *
     * @param index which of the callback's statements
     * @param remains what became of the migration
     */
    MigrationException ofStep(WorkStep step, Callback callback, int index, TxFailure failure, String remains) {
        SourceLocation location = StepFailures.locate(callback.script(), failure, index);
        return new StatementFailedException(
                step.id(),
                location,
                DatabaseFailures.error(failure),
                location + ": " + step.name() + " failed in " + callback.name() + ": "
                        + DatabaseFailures.described(failure) + LockRetries.described(run, failure, locks),
                remedy(failure, remains),
                run.report(),
                failure);
    }

    /**
     * A callback with a transaction of its own failed, and was rolled back.
     *
     * @param index which of its statements; or something else when it was none of them
     */
    MigrationException ofRun(Callback callback, int index, TxFailure failure) {
        SourceLocation location = StepFailures.locate(callback.script(), failure, index);
        return new CallbackFailedException(
                callback.file(),
                location,
                DatabaseFailures.error(failure),
                location + ": " + callback.name() + " failed"
                        + (failure.phase() == TxFailure.Phase.COMMIT ? " at COMMIT" : "") + ": "
                        + DatabaseFailures.described(failure) + LockRetries.described(run, failure, locks),
                remedy(failure, "It was rolled back; nothing of it remains. " + applied(callback.event())),
                run.report(),
                failure);
    }

    private String applied(CallbackEvent event) {
        int steps = run.report().steps().size();
        String done = steps == 0
                ? "No migration was executed. "
                : steps == 1
                        ? "The migration before it stays as executed. "
                        : "The " + steps + " migrations before it stay as executed. ";
        return NOT_REPEATED.contains(event)
                ? done + "The next run executes it only if it has migrations to execute; otherwise execute the file by"
                        + " hand. "
                : done;
    }

    private Remedy remedy(TxFailure failure, String remains) {
        if (failure.is("55P03")) {
            return LockRetries.withSettings(
                    Remedy.of("Another session holds a lock that the callback needs. " + remains
                            + "Try again when the database is less busy."),
                    locks);
        }
        if (failure.is("25001")) {
            return Remedy.of("The statement cannot run in a transaction, which a callback does. " + remains
                    + "Move the statement to a migration and try again.");
        }
        Advice advice = Advice.of(failure);
        return Remedy.of((advice == null ? "" : advice.text() + " ")
                + remains
                + (advice == null || advice.ofScript() ? "Correct the file and try again." : "Then try again."));
    }
}
