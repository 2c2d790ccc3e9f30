package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.CreatedIndex;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.Optional;

/** A unit that is one statement, which commits alone. */
final class StepwiseStatement extends StepwiseUnit {
    private final int index;
    private final SqlStatement statement;
    private final TxStatement sent;
    private final Retries retries;
    // Whether the server has refused a message with the note and the statement.
    private boolean apart;

    StepwiseStatement(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, Unit unit) {
        super(context, notes, recovery, unit);
        this.index = unit.from();
        this.statement = context.step().script().statements().get(index);
        this.sent = context.step().script().toSend(index);
        this.retries = run.retries(RetryPolicy.TRANSACTION, before);
    }

    @Override
    boolean isNoted() {
        return false;
    }

    /** A note that it is running, then the statement itself. */
    @Override
    boolean send() throws StepEnded {
        Progress running = notes.progress(index, true, null);
        TxScript alone = new TxScript(TxScript.Mode.AUTOCOMMIT, List.of(sent));
        NoteWithStatement together = new NoteWithStatement(context, notes, index, alone);
        if (!apart && together.isPossible()) {
            if (together.send(running) instanceof NoteWithStatement.Answer.Sent sentWithNote) {
                return sentWithNote.failure() == null || isDoneAfter(sentWithNote.failure(), running);
            }
            apart = true;
        }
        try {
            dropInvalidIndex();
            notes.writeBefore(index, running);
        } catch (TxFailure failure) {
            recovery.recover(failure, List.of());
            return false;
        }
        try {
            context.send(alone, running);
        } catch (TxFailure failure) {
            return isDoneAfter(failure, running);
        }
        refuseInvalidIndex();
        return true;
    }

    /** Whether it is done although it failed, or its answer was lost; false if it has to be repeated. */
    private boolean isDoneAfter(TxFailure failure, Progress running) throws StepEnded {
        if (FailureKind.isPartial(failure)) {
            throw partial(failure);
        }
        List<String> jobs = run.database().isCockroach() ? run.connection().jobs() : List.of();
        boolean asJob = goesOnAsJob(failure) || recovery.haveNotEnded(running, jobs);
        if (asJob) {
            // Its note stays: the next run waits for the job.
            run.checkInterrupted("while statement " + (index + 1) + " of "
                    + context.step().name() + " was running; its schema change may go on in the server");
        }
        if (StepwiseRecovery.isUncertain(failure) || asJob) {
            return recovered(failure, jobs);
        }
        try {
            // Noted anew before it is sent again, since the lease may have been lost, and nothing else fences it. A
            // statement whose job failed is not sent again: the server has tried already.
            if (!mayLeaveSomething()
                    && jobs.isEmpty()
                    && (hasPaused(failure, Purpose.SCRIPT) || retries.again(failure))) {
                return false;
            }
        } catch (RunInterruptedException stop) {
            throw notes.leave(index, stop);
        }
        throw mayHaveDonePart(failure) ? partial(failure) : failed(failure, jobs);
    }

    /** An index of the same name that an earlier attempt left invalid goes first, if the attempt was this script's. */
    private void dropInvalidIndex() throws TxFailure, StepEnded {
        Optional<CreatedIndex> wanted = wantedIndex();
        Optional<String> invalid = wanted.isEmpty() ? Optional.empty() : findInvalid(wanted.get());
        if (invalid.isEmpty()) {
            return;
        }
        String name = invalid.get();
        if (!recovery.wasBegun(index) || !wanted.get().concurrently()) {
            throw notes.leave(index, context.failures().invalidIndex(index, name));
        }
        String shown = run.hidden().hide(name);
        // Behind a note, too: a runner that has taken the lease in the meantime may have built the index anew.
        notes.writeBefore(
                index, notes.progress(index, false, "the invalid index " + shown + " has to be dropped first"));
        run.tell(new MigrationEvent.InvalidIndexDropped(context.shown(), shown));
        try {
            context.send(TxScript.autocommit(List.of(InvalidIndex.drop(name))));
        } catch (TxFailure failure) {
            if (StepwiseRecovery.isUncertain(failure)) {
                throw failure;
            }
            throw failed(failure);
        }
    }

    /** What {@code IF NOT EXISTS} has skipped, because another session began it in the meantime, is not done. */
    private void refuseInvalidIndex() throws StepEnded {
        Optional<CreatedIndex> wanted = statement.has(Trait.REPEATABLE) ? wantedIndex() : Optional.empty();
        while (wanted.isPresent()) {
            try {
                Optional<String> invalid = findInvalid(wanted.get());
                if (invalid.isPresent()) {
                    throw notes.leave(index, context.failures().invalidIndex(index, invalid.get()));
                }
                return;
            } catch (TxFailure failure) {
                recovery.recover(failure, List.of());
            }
        }
    }

    /** The index that the statement creates, if an invalid one may take its place. */
    private Optional<CreatedIndex> wantedIndex() {
        return run.database().isCockroach()
                ? Optional.empty()
                : context.step()
                        .script()
                        .sql()
                        .createdIndex(statement)
                        .filter(created -> created.name().isPresent())
                        .filter(created -> statement.has(Trait.REPEATABLE)
                                || (created.concurrently() && recovery.wasBegun(index)));
    }

    private Optional<String> findInvalid(CreatedIndex wanted) throws TxFailure, StepEnded {
        // Its name means what it means to the statement: with the search_path of the builder, or of the script.
        List<String> settings =
                notes.settings(index).stream().map(TxStatement::sql).toList();
        Query<Optional<String>> query = InvalidIndex.query(wanted).after(settings);
        try {
            Optional<String> found = notes.retrying(index, () -> run.ask(query));
            notes.settingsSent(index);
            return found;
        } catch (TxFailure failure) {
            // A query commits nothing, so that nothing of it can be partial.
            if (StepwiseRecovery.isUncertain(failure) && !FailureKind.isPartial(failure)) {
                throw failure;
            }
            throw notes.leave(index, DatabaseFailures.of(failure, "looking for an invalid index", run.report()));
        }
    }

    /** On CockroachDB the schema change of a cancelled or timed-out statement continues as a job. */
    private boolean goesOnAsJob(TxFailure failure) {
        return run.database().isCockroach() && FailureKind.isCancelled(failure) && statement.effect() == Effect.SCHEMA;
    }

    private boolean mayLeaveSomething() {
        return LockLimits.mayLeaveSomething(statement, run.database().isCockroach());
    }

    /** On CockroachDB an ALTER TABLE whose last action fails may keep its first; SQLSTATE does not tell. */
    private boolean mayHaveDonePart(TxFailure failure) {
        return run.database().isCockroach()
                && statement.has(Trait.SEVERAL_ACTIONS)
                && !FailureKind.isWithoutEffect(failure);
    }

    @Override
    MigrationException failed(TxFailure failure) throws StepEnded {
        return failed(
                failure, statement.has(Trait.CALLS_PROCEDURE) ? "What it committed before the error stays. " : "");
    }

    /** @param jobs that carried it out, and failed */
    private MigrationException failed(TxFailure failure, List<String> jobs) throws StepEnded {
        return jobs.isEmpty()
                ? failed(failure)
                : failed(
                        failure,
                        "The server has carried it out as job " + String.join(", ", jobs) + " and undone it. ");
    }

    /** @param before what the remedy begins with */
    private MigrationException failed(TxFailure failure, String before) throws StepEnded {
        boolean nothing = index == 0 && !notes.hasBegun() && !mayLeaveSomething();
        Progress left = nothing ? null : notes.progress(index, false, failure.text());
        Remedy remains = ScriptAdvice.of(failure, context.step(), index).remains(unit, nothing);
        Remedy remedy = new Remedy(before + remains.advice(), remains.options());
        return ended(failure, left, context.failures(locks).failed(failure, index, remedy));
    }
}
