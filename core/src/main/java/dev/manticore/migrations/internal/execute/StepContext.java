package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.connection.KeepAlive;
import dev.manticore.migrations.internal.connection.LockWatch;
import dev.manticore.migrations.internal.connection.LostAnswer;
import dev.manticore.migrations.internal.connection.Waiting;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        return new StepFailures(run, step);
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
        try {
            return run.connection().run(script, waiting(isRenewedBeside(script) ? renewal(noted) : null, false));
        } finally {
            tellMessages();
        }
    }

    /** Runs Java code as {@link #send(TxScript)} runs statements. */
    void run(TxCode code) throws TxFailure {
        try {
            run.connection().run(code, waiting(renewal(null), true));
        } finally {
            tellMessages();
        }
    }

    private boolean isRenewedBeside(TxScript script) {
        return run.database().isCockroach() || !SnapshotTransaction.isOne(script);
    }

    private Waiting waiting(@Nullable Function<List<String>, String> renewal, boolean rests) {
        KeepAlive keepAlive = new KeepAlive(
                lease.lease().duration().dividedBy(3),
                renewal,
                !run.database().isCockroach(),
                LostAnswer.longestRest(step.script().text().length()),
                rests);
        return Waiting.forScript(keepAlive, locks());
    }

    private void tellMessages() {
        run.connection()
                .takeMessages()
                .forEach(message -> run.tell(new MigrationEvent.MessageReceived(shown, message)));
    }

    private Function<List<String>, String> renewal(@Nullable Progress noted) {
        // Another thread renews it: this one may have taken another lease by then.
        Lease held = lease.lease();
        return jobs -> noted == null || jobs.isEmpty()
                ? run.leases().renew(held)
                : run.leases().renew(held, noted.by(jobs));
    }

    /** CockroachDB does not say who blocks a statement. */
    private @Nullable LockWatch locks() {
        return run.database().isCockroach()
                ? null
                : new LockWatch(
                        System::nanoTime,
                        statements().shortestTimeout(),
                        wait -> run.tell(new MigrationEvent.StatementBlocked(
                                shown, run.hidden().hide(wait))));
    }

    /** A statement of the history's or the lease's, as the user that migrates, whichever the script has become. */
    private List<TxStatement> asRunner(String statement) {
        return Stream.concat(session.becomeRunner().stream(), Stream.of(statement))
                .map(TxStatement::of)
                .toList();
    }

    /** A note in the lease row, and in the history that the step was begun. Null clears the first. */
    List<TxStatement> note(@Nullable Progress progress) {
        List<TxStatement> note = asRunner(run.leases().note(lease.lease(), progress));
        Optional<String> mark =
                progress == null ? Optional.empty() : statements().mark();
        return Stream.concat(note.stream(), mark.map(TxStatement::of).stream()).toList();
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

    /** Announces that an answer was lost. */
    void announceUnknown(TxFailure unanswered) {
        run.tell(new MigrationEvent.OutcomeUnknown(step.name(), unanswered.text()));
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
        try {
            return takeLeaseAnew(unanswered);
        } catch (MigrationException obstacle) {
            throw failures().unknown(unanswered, obstacle);
        }
    }
}
