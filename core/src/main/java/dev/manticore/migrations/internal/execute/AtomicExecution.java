package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Script, fence and history row in one transaction, in one round trip; or Java code, fence and history row. Sent again after a serialization failure; after an
 * unknown outcome only when the history, read under a new lease, says that it was not executed.
 */
final class AtomicExecution {
    private static final String ROLLED_BACK = "; it was rolled back.";

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final OtherTool other;
    private final LockRetries locks;
    private List<Part> sent = List.of();
    /** What a message says of it that it shared with other steps; null once that was dealt with. */
    private SharedMessage.@Nullable Failed shared;

    /** @param shared how it failed in a message that it shared with other steps; null if it was not sent yet */
    AtomicExecution(StepContext context, SharedMessage.@Nullable Failed shared) {
        this.context = context;
        this.shared = shared;
        this.run = context.run();
        this.step = context.step();
        this.other = new OtherTool(context);
        this.locks = new LockRetries(run, step.name(), context.statements().header());
    }

    /**
     * Executes the step.
     *
     * @return whether the message that it shared with others has executed it, although its answer was lost
     */
    boolean carryOut() throws StepEnded {
        String before = "before " + step.name() + " was executed";
        Retries retries = run.retries(RetryPolicy.ATOMIC_MIGRATION, before);
        while (true) {
            try {
                send();
                return false;
            } catch (TxFailure failure) {
                SharedMessage.Failed taken = takeShared(failure);
                boolean wasShared = taken != null;
                Purpose purpose = TransactionMessage.purpose(failure, sent);
                if (other.hasWaited(failure, purpose) || locks.again(failure, purpose, before, this::keepLease)) {
                    continue;
                }
                if (FailureKind.isPartial(failure)) {
                    throw new PartialCommit(context).record(whole(), context.findOut(failure), failure);
                }
                if (FailureKind.isOutcomeUnknown(failure)) {
                    String inDoubt = taken == null ? step.name() : String.join(", ", taken.inDoubt());
                    context.announceUnknown(inDoubt, failure);
                    if (context.findOut(inDoubt, failure)) {
                        return wasShared;
                    }
                    run.checkInterrupted(before);
                }
                if (wasShared && !isCertain(failure)) {
                    continue;
                }
                if (!retries.again(failure)) {
                    throw refused(failure);
                }
            }
        }
    }

    private void keepLease() {
        LockRetries.keep(run, context.lease(), step.name(), ROLLED_BACK);
    }

    private Unit whole() {
        return new Unit(0, step.script().statements().size(), null);
    }

    /** The statements of a step. */
    static List<Part> parts(Run run, HeldLease lease, WorkStep step) {
        return TransactionMessage.ofStep(
                run, step, OtherTool.guards(run, step), Optional.of(run.leases().fence(lease.lease())));
    }

    /** The message that the step shared with others, if a failure is the one of it. */
    private SharedMessage.@Nullable Failed takeShared(TxFailure failure) {
        SharedMessage.Failed taken = shared;
        shared = null;
        if (taken != null && isCertain(failure)) {
            context.tell(taken.messages());
        }
        return taken;
    }

    /**
     * Whether it would have failed in the same way alone. Otherwise it is sent alone: the others have an influence on limits
     * of the whole message, and on what {@code now()} returns. Nothing more is executed once the lease was lost.
     */
    private boolean isCertain(TxFailure failure) {
        if (FailureKind.isCancelled(failure)) {
            checkInterrupted();
        }
        return FailureKind.isTransient(failure)
                || FailureKind.isConnecting(failure)
                || failure.is("55P03")
                || TransactionMessage.purpose(failure, sent) == Purpose.FENCE;
    }

    private void checkInterrupted() {
        run.checkInterrupted("while " + step.name() + " was running; it was rolled back");
    }

    private void send() throws TxFailure {
        if (shared != null) {
            sent = shared.sent();
            throw shared.failure();
        }
        sent = parts(run, context.lease(), step);
        Optional<TxCode> code = TransactionMessage.code(sent, step);
        if (code.isPresent()) {
            context.run(code.get());
        } else {
            context.send(TransactionMessage.transaction(sent));
        }
    }

    /** Nothing of it remains. */
    private MigrationException refused(TxFailure failure) {
        if (FailureKind.isConnecting(failure)) {
            return DatabaseFailures.of(failure, "reconnecting", run.report());
        }
        if (FailureKind.isCancelled(failure)) {
            checkInterrupted();
        }
        int statement = failure.statement();
        if (failure.phase() != Phase.STATEMENT || statement < 0 || statement >= sent.size()) {
            return unlessLeaseLost(failure, failed(failure, -1));
        }
        Part part = sent.get(statement);
        return switch (part.purpose()) {
            // It has no note.
            case PREPARATION, GUARD, UNCHANGED, NOTE ->
                DatabaseFailures.of(failure, "preparing " + step.name(), run.report());
            case SCRIPT -> unlessLeaseLost(failure, failed(failure, part.index()));
            case CALLBACK -> unlessLeaseLost(failure, ofCallback(failure, part));
            case CODE -> threw(failure);
            case CODE_END -> new CodeFailures(run, step, locks).notReleased(failure);
            case INDEX_CHECK -> unlessLeaseLost(failure, invalidIndex(failure, part));
            case CONSTRAINTS, RESTORATION -> unlessLeaseLost(failure, failed(failure, -1));
            case FENCE ->
                HistoryGone.is(failure)
                        ? new HistoryGone(run, step, true).failure(failure)
                        : StepFailures.leaseLost(run, step.name(), failure, ROLLED_BACK);
            case RECORD -> notRecorded(failure);
        };
    }

    private MigrationException ofCallback(TxFailure failure, Part part) {
        return new CallbackFailures(run, locks)
                .ofStep(
                        step,
                        Objects.requireNonNull(part.callback()),
                        part.index(),
                        failure,
                        "The migration was rolled back; nothing of it remains. ");
    }

    /** The code may have noticed the interrupt itself, and have thrown an exception because of it. */
    private MigrationException threw(TxFailure failure) {
        checkInterrupted();
        return unlessLeaseLost(failure, new CodeFailures(run, step, locks).threw(failure));
    }

    private MigrationException notRecorded(TxFailure failure) {
        if (HistoryGone.is(failure)) {
            return new HistoryGone(run, step, true).failure(failure);
        }
        return UnwrittenRow.is(failure)
                ? UnwrittenRow.ofHistory(run, step.name(), ROLLED_BACK, failure)
                : DatabaseFailures.of(failure, "recording " + step.name(), run.report());
    }

    private MigrationException invalidIndex(TxFailure failure, Part part) {
        return part.created() != null && failure.is("22012")
                ? context.failures()
                        .invalidIndex(part.index(), part.created().name().orElseThrow())
                : failed(failure, part.index());
    }

    private MigrationException failed(TxFailure failure, int statement) {
        return context.failures(locks)
                .failed(
                        failure,
                        statement,
                        ScriptAdvice.of(failure, step, statement).rolledBack());
    }

    private MigrationException unlessLeaseLost(TxFailure failure, MigrationException reported) {
        return context.failures().unlessLeaseLost(context.lease().lease(), failure, ROLLED_BACK, reported);
    }
}
