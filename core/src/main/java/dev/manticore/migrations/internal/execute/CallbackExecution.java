package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executes a callback in a transaction of its own, with the fence. No history tells whether it was committed: after a lost
 * answer it is executed again.
 *
 * @param lease null before it is taken; there is no fence then
 */
record CallbackExecution(Run run, @Nullable HeldLease lease, Callback callback) {
    private static final String ROLLED_BACK = "; it was rolled back.";

    void carryOut() {
        String before = "before " + callback.name() + " was executed";
        run.checkInterrupted(before);
        run.tell(new MigrationEvent.CallbackStarted(callback.file()));
        long start = run.environment().nanoTime().getAsLong();
        try {
            commit(before);
        } catch (MigrationException failure) {
            run.tell(new MigrationEvent.CallbackFailed(callback.file(), failure));
            throw failure;
        }
        run.tell(new MigrationEvent.CallbackFinished(
                callback.file(), run.environment().since(start)));
        if (ScriptSession.of(run, callback).endsWithStep()) {
            run.connection().discard();
        }
    }

    private void commit(String before) {
        Retries retries = run.retries(RetryPolicy.ATOMIC_MIGRATION, before);
        LockRetries locks = new LockRetries(
                run, callback.name(), new HeaderSettings(run, callback.script().header(), true));
        while (true) {
            List<Part> parts = TransactionMessage.ofCallback(
                    run,
                    callback,
                    lease != null,
                    Optional.ofNullable(lease).map(held -> run.leases().fence(held.lease())));
            try {
                sending().send(TransactionMessage.transaction(parts), null);
                return;
            } catch (TxFailure failure) {
                if (FailureKind.isOutcomeUnknown(failure)) {
                    awaitEnd(failure);
                    run.checkInterrupted(before);
                }
                if (locks.again(failure, TransactionMessage.purpose(failure, parts), before, this::keepLease)) {
                    continue;
                }
                if (!retries.again(failure)) {
                    throw refused(failure, parts, locks);
                }
            }
        }
    }

    private void keepLease() {
        if (lease != null) {
            LockRetries.keep(run, lease, callback.name(), ROLLED_BACK);
        }
    }

    private ScriptSending sending() {
        return new ScriptSending(
                run,
                lease,
                callback.script().text().length(),
                false,
                new HeaderSettings(run, callback.script().header(), true).shortestTimeout(),
                wait -> run.tell(new MigrationEvent.CallbackBlocked(callback.file(), wait)),
                message -> run.tell(new MigrationEvent.CallbackMessageReceived(callback.file(), message)));
    }

    /** After a lost answer, a new lease waits for the transaction, or makes its fence fail. */
    private void awaitEnd(TxFailure unanswered) {
        run.tell(new MigrationEvent.OutcomeUnknown(callback.name(), unanswered.text()));
        if (lease == null) {
            return;
        }
        try {
            if (lease.takeAnew()) {
                lease.overtaken();
            }
        } catch (MigrationException obstacle) {
            OutcomeUnknownException unknown = unknown(unanswered, " " + obstacle.summary());
            unknown.addSuppressed(obstacle);
            throw unknown;
        }
    }

    private OutcomeUnknownException unknown(TxFailure unanswered, String more) {
        return new OutcomeUnknownException(
                "The server did not answer " + callback.name() + ", which may or may not have been executed: "
                        + unanswered.text() + more,
                Remedy.of("Try again when the database can be reached. A callback may be executed twice."),
                run.report(),
                unanswered);
    }

    private MigrationException refused(TxFailure failure, List<Part> parts, LockRetries locks) {
        if (FailureKind.isConnecting(failure)) {
            return DatabaseFailures.of(failure, "reconnecting", run.report());
        }
        if (FailureKind.isOutcomeUnknown(failure)) {
            return unknown(failure, "");
        }
        if (FailureKind.isCancelled(failure)) {
            run.checkInterrupted("while " + callback.name() + " was running; it was rolled back");
        }
        CallbackFailures failures = new CallbackFailures(run, locks);
        int at = failure.statement();
        if (failure.phase() != Phase.STATEMENT || at < 0 || at >= parts.size()) {
            return failures.ofRun(callback, -1, failure);
        }
        Part part = parts.get(at);
        if (part.purpose() == Purpose.FENCE) {
            return StepFailures.leaseLost(run, callback.name(), "committed", failure, ROLLED_BACK);
        }
        if (part.purpose() == Purpose.PREPARATION) {
            return DatabaseFailures.of(failure, "preparing " + callback.name(), run.report());
        }
        // It may be another one's statement in the same transaction.
        return failures.ofRun(part.callback() == null ? callback : part.callback(), part.index(), failure);
    }
}
