package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step in progress: how its statements are sent, and how its outcome is found out after an answer was lost. */
record StepContext(Run run, HeldLease lease, WorkStep step, PlanStep shown, ScriptSession session) {

    /** What is sent around the script. */
    StepStatements statements() {
        return new StepStatements(run, step);
    }

    /** How its failures are reported. */
    StepFailures failures() {
        return new StepFailures(run, step, null);
    }

    /** How its failures are reported after it was tried several times because of locks. */
    StepFailures failures(LockRetries locks) {
        return new StepFailures(run, step, locks);
    }

    /** Sends statements of the script; the lease is renewed meanwhile if it can be, and an interrupt cancels them. */
    TxResult send(TxScript script) throws TxFailure {
        return send(script, null);
    }

    /**
     * Sends statements of the script as {@link #send(TxScript)} does.
     *
     * @param noted what is noted of them, for the jobs that they start; null if nothing is
     */
    TxResult send(TxScript script, @Nullable Progress noted) throws TxFailure {
        return sending(false).send(script, noted);
    }

    /** Sends transactions of several steps, of which this is the first, as {@link #send(TxScript)} sends one. */
    void send(TxBatch batch, List<WorkStep> steps) throws TxFailure {
        sending(steps, false).send(batch);
    }

    /** Sends transactions of this step, as {@link #send(TxScript, Progress)} sends one. */
    void send(TxBatch batch, Progress noted) throws TxFailure {
        sending(false).send(batch, noted);
    }

    /** Tells what the server said about the step. */
    void tell(List<ServerMessage> messages) {
        messages.forEach(message -> run.tell(new MigrationEvent.MessageReceived(shown, message)));
    }

    /** Runs Java code as {@link #send(TxScript)} runs statements. */
    void run(TxCode code) throws TxFailure {
        sending(true).run(code);
    }

    private ScriptSending sending(boolean rests) {
        return sending(List.of(step), rests);
    }

    /** @param rests whether the server's process may be idle in the transaction for any time */
    private ScriptSending sending(List<WorkStep> steps, boolean rests) {
        return new ScriptSending(
                run,
                lease,
                steps.stream().mapToInt(WorkStep::length).sum(),
                rests,
                statements().header().shortestTimeout(),
                wait -> run.tell(new MigrationEvent.StatementBlocked(shown, wait)),
                message -> tell(List.of(message)));
    }

    /** A statement of the history's or the lease's, as the user that migrates, whichever the script has become. */
    private List<TxStatement> asRunner(String statement) {
        return Stream.concat(session.becomeRunner().stream(), Stream.of(statement))
                .map(TxStatement::of)
                .toList();
    }

    /** A note in the lease row, and in the history if that shows it. Null clears both. */
    List<TxStatement> note(@Nullable Progress progress) {
        return Stream.concat(noteInLease(progress).stream(), statements().mark(progress).map(TxStatement::of).stream())
                .toList();
    }

    /** A note in the lease row alone, where the history is written behind it. Null clears it. */
    List<TxStatement> noteInLease(@Nullable Progress progress) {
        return asRunner(run.leases().note(lease.lease(), progress));
    }

    /** Takes back what the step has changed in its session; where that cannot be done, its connection is given up. */
    void restoreSession() {
        if (!run.connection().isOpen() || !session.isChanged()) {
            return;
        }
        if (session.endsConnection()) {
            run.connection().discard();
        } else if (step.execution() == Execution.STEPWISE) {
            try {
                run.send(TxScript.autocommit(session.takeBack()));
            } catch (TxFailure failure) {
                run.connection().discard();
            }
        }
    }

    /** Announces that the answer to this step was lost. */
    void announceUnknown(TxFailure unanswered) {
        announceUnknown(step.name(), unanswered);
    }

    /** Announces that an answer was lost; {@code inDoubt} names the steps that it was about. */
    void announceUnknown(String inDoubt, TxFailure unanswered) {
        run.tell(new MigrationEvent.OutcomeUnknown(inDoubt, unanswered.text()));
    }

    /**
     * Determines whether the step was recorded. Acquires the lease with a new token, which waits for a transaction in flight
     * or makes its fence fail, and reads the history.
     *
     * @return whether the step is recorded
     * @throws MigrationException when the database cannot be reached, or somebody else holds the lease
     */
    boolean takeLeaseAnew(TxFailure unanswered) throws StepEnded {
        boolean disturbed = lease.takeAnew();
        boolean recorded = ProgressCheck.isRecorded(step, lease.history());
        if (disturbed && !recorded) {
            throw new StepEnded(new StepResult.Overtaken(unanswered));
        }
        if (disturbed) {
            lease.overtaken();
        }
        return recorded;
    }

    /** As {@link #takeLeaseAnew}; if that fails, throws an {@link dev.manticore.migrations.OutcomeUnknownException}. */
    boolean findOut(TxFailure unanswered) throws StepEnded {
        return findOut(step.name(), unanswered);
    }

    /** As {@link #findOut(TxFailure)}; {@code inDoubt} names the steps that the lost answer was about. */
    boolean findOut(String inDoubt, TxFailure unanswered) throws StepEnded {
        try {
            return takeLeaseAnew(unanswered);
        } catch (MigrationException obstacle) {
            throw failures().unknown(inDoubt, unanswered, obstacle);
        }
    }
}
