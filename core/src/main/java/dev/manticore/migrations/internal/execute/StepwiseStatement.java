package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.CreatedIndex;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One statement of a stepwise script. */
final class StepwiseStatement {
    private final StepContext context;
    private final Run run;
    private final StepwiseNotes notes;
    private final StepwiseRecovery recovery;
    private final int index;
    private final SqlStatement statement;
    private final TxStatement sent;
    private final String before;
    private final Retries retries;

    StepwiseStatement(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, int index) {
        this.context = context;
        this.run = context.run();
        this.notes = notes;
        this.recovery = recovery;
        this.index = index;
        this.statement = context.step().script().statements().get(index);
        this.sent = context.step().script().toSend(index);
        this.before = StepwiseExecution.before(context.step(), index);
        this.retries = run.retries(RetryPolicy.TRANSACTION, before);
    }

    /**
     * Executes it. Returns false if it has to be repeated, because a lost answer turned out to mean that nothing
     * happened.
     */
    boolean attempt() throws StepEnded {
        try {
            run.checkInterrupted(before);
        } catch (RunInterruptedException stop) {
            throw notes.leave(index, stop);
        }
        return isTransactional(statement) ? withNote() : alone();
    }

    /** Whether a statement shares a transaction with its note. A procedure may commit, which it can do only alone. */
    static boolean isTransactional(SqlStatement statement) {
        return statement.effect() == Effect.DATA
                && !statement.has(Trait.REFUSES_TRANSACTION)
                && !statement.has(Trait.CALLS_PROCEDURE);
    }

    /** A statement that changes data, in one transaction with its note. */
    private boolean withNote() throws StepEnded {
        List<TxStatement> statements = new ArrayList<>(context.statements().isolation());
        statements.addAll(notes.settings(index));
        int script = statements.size();
        statements.add(sent);
        statements.addAll(context.note(notes.progress(index + 1, false, null)));
        TxScript transaction = TxScript.transaction(statements);
        try {
            notes.retrying(index, () -> context.send(transaction));
            notes.settingsSent();
            return true;
        } catch (TxFailure failure) {
            if (FailureKind.isPartial(failure)) {
                throw partial(failure);
            }
            if (StepwiseRecovery.isUncertain(failure)) {
                return recovered(failure);
            }
            boolean ofScript =
                    failure.phase() == Phase.COMMIT || failure.statement() == script || failure.statement() < 0;
            throw ofScript ? failed(failure) : notes.leave(index, notes.refused(failure, script + 1, "preparing "));
        }
    }

    /** A statement that commits alone: a note that it is running, then the statement itself. */
    private boolean alone() throws StepEnded {
        Progress running = notes.progress(index, true, null);
        try {
            dropInvalidIndex();
            notes.writeBefore(index, running);
        } catch (TxFailure failure) {
            recovery.recover(failure);
            return false;
        }
        try {
            context.send(new TxScript(TxScript.Mode.AUTOCOMMIT, List.of(sent)), running);
            refuseInvalidIndex();
            return true;
        } catch (TxFailure failure) {
            if (FailureKind.isPartial(failure)) {
                throw partial(failure);
            }
            boolean asJob = goesOnAsJob(failure);
            if (asJob) {
                // Its note stays: the next run waits for the job.
                run.checkInterrupted("while statement " + (index + 1) + " of "
                        + context.step().name() + " was running; its schema change may go on in the server");
            }
            if (StepwiseRecovery.isUncertain(failure) || asJob) {
                return recovered(failure);
            }
            try {
                // Noted anew before it is sent again, since the lease may have been lost, and nothing else fences it.
                // One
                // whose job failed is not: a late renewal could note the old job beside the new note.
                if (!mayLeaveSomething() && run.connection().jobs().isEmpty() && retries.again(failure)) {
                    return false;
                }
            } catch (RunInterruptedException stop) {
                throw notes.leave(index, stop);
            }
            throw mayHaveDonePart(failure) ? partial(failure) : failed(failure);
        }
    }

    /** Whether it is done, after its answer was lost. What outlasts the connection's own limit is not sent again. */
    private boolean recovered(TxFailure failure) throws StepEnded {
        recovery.recover(failure);
        boolean done = recovery.isDone(index, failure);
        if (!done && FailureKind.isAnswerTimeout(failure)) {
            throw failed(failure);
        }
        return done;
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
                recovery.recover(failure);
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
            notes.settingsSent();
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

    /**
     * A failed statement that cannot run in a transaction may leave something behind, such as an invalid index or what a
     * procedure has committed. The first does not happen on CockroachDB.
     */
    private boolean mayLeaveSomething() {
        return statement.has(Trait.CALLS_PROCEDURE)
                || (statement.has(Trait.REFUSES_TRANSACTION) && !run.database().isCockroach());
    }

    /** On CockroachDB an ALTER TABLE whose last action fails may keep its first; SQLSTATE does not tell. */
    private boolean mayHaveDonePart(TxFailure failure) {
        return run.database().isCockroach()
                && statement.has(Trait.SEVERAL_ACTIONS)
                && !FailureKind.isWithoutEffect(failure);
    }

    private MigrationException partial(TxFailure failure) throws StepEnded {
        if (FailureKind.isPartial(failure)) {
            context.announceUnknown(failure);
        }
        return new PartialCommit(context).record(index, false, failure);
    }

    private MigrationException failed(TxFailure failure) throws StepEnded {
        boolean nothing = index == 0 && !mayLeaveSomething();
        Progress left = nothing ? null : notes.progress(index, false, failure.text());
        Remedy remains = ScriptAdvice.of(failure, context.step(), index).remains(index, nothing);
        Remedy remedy = statement.has(Trait.CALLS_PROCEDURE)
                ? new Remedy("What it committed before the error stays. " + remains.advice(), remains.options())
                : remains;
        MigrationException reported = context.failures().failed(failure, index, remedy);
        if (FailureKind.isCancelled(failure)) {
            try {
                run.checkInterrupted("while statement " + (index + 1) + " of "
                        + context.step().name() + " was running; the server has cancelled it");
            } catch (RunInterruptedException interrupted) {
                reported = interrupted;
            }
        }
        return notes.writeFailed(left, reported, failure);
    }
}
