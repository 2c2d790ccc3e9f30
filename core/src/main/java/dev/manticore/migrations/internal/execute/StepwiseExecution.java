package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Retries;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.ConcurrentIndex;
import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a script whose statements commit one by one. The lease row says how far the script has come: before a
 * statement it is noted as running, after it as done. A statement that changes data shares its transaction with its note,
 * and its outcome is never in doubt; the last note shares one with the history row.
 */
final class StepwiseExecution {

    /** The step has ended before its last statement, as recovery found out. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient StepResult result;

        Ended(StepResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final PlanStep shown;
    private final StepwiseNotes notes;
    private final int count;
    // Both counted for each statement.
    private Retries retries;
    private Retries recoveries;

    StepwiseExecution(StepContext context, WorkStep step, PlanStep shown) {
        this.context = context;
        this.run = context.run();
        this.step = step;
        this.shown = shown;
        this.notes = new StepwiseNotes(context, step);
        this.count = step.script().statements().size();
        this.retries = run.retries(RetryPolicy.TRANSACTION, notes.before(0));
        this.recoveries = run.retries(RetryPolicy.RECOVERY, notes.beforeFindingOut());
    }

    /**
     * Carries the script out, from where an earlier run has left it.
     *
     * @param left what that run noted, or null
     */
    StepResult carryOut(@Nullable Progress left) {
        try {
            int next = left == null ? 0 : resumeAt(left);
            while (next < count) {
                checkInterrupted(next);
                if (carryOut(next)) {
                    finish(next);
                    next++;
                }
            }
            recordInHistory();
            return new StepResult.Done();
        } catch (Ended end) {
            return end.result;
        } catch (MigrationException failure) {
            return StepResult.of(failure);
        }
    }

    private int resumeAt(Progress left) throws Ended {
        if (left.running() || left.error() != null) {
            notes.begunBefore(left.done());
        }
        if (left.running()) {
            awaitSchemaJobs(left.done());
        }
        return left.done();
    }

    private void checkInterrupted(int index) throws Ended {
        retries = run.retries(RetryPolicy.TRANSACTION, notes.before(index));
        try {
            run.checkInterrupted(notes.before(index));
        } catch (RunInterruptedException stop) {
            throw leave(index, stop);
        }
    }

    /** One attempt at a statement; false when it has to be started over, since a lost answer turned out to be nothing. */
    private boolean carryOut(int index) throws Ended {
        SqlStatement statement = statement(index);
        return isTransactional(statement) ? carryOutWithNote(index) : carryOutAlone(index);
    }

    /** A statement that changes data, in one transaction with its note. */
    private boolean carryOutWithNote(int index) throws Ended {
        List<TxStatement> statements = new ArrayList<>(context.transactions().isolation());
        statements.addAll(notes.settings(index));
        int script = statements.size();
        statements.add(step.script().toSend(statement(index)));
        statements.addAll(notes.of(notes.progress(index + 1, false, null)));
        try {
            retrying(index, () -> context.send(step, TxScript.transaction(statements)));
            notes.sessionIsSet();
            return true;
        } catch (TxFailure failure) {
            if (FailureKind.isPartial(failure)) {
                throw partial(index, failure);
            }
            if (isUncertain(failure)) {
                recover(failure);
                return isDone(index);
            }
            boolean ofScript =
                    failure.phase() == Phase.COMMIT || failure.statement() == script || failure.statement() < 0;
            throw ofScript ? failed(index, failure) : leave(index, notes.failure(failure, script + 1, "preparing "));
        }
    }

    /** A statement that commits alone: a note that it is running, then the statement itself. */
    private boolean carryOutAlone(int index) throws Ended {
        try {
            dropInvalidIndex(index);
            noteBeforeStatement(index, notes.progress(index, true, null));
        } catch (TxFailure failure) {
            recover(failure);
            return false;
        }
        try {
            context.send(
                    step,
                    new TxScript(TxScript.Mode.AUTOCOMMIT, List.of(step.script().toSend(statement(index)))));
            return true;
        } catch (TxFailure failure) {
            return afterFailureAlone(index, failure);
        }
    }

    /** An index of the same name that an earlier attempt left invalid goes first, if the attempt was this script's. */
    private void dropInvalidIndex(int index) throws TxFailure, Ended {
        Optional<String> invalid = findInvalidIndex(index);
        if (invalid.isEmpty()) {
            return;
        }
        String name = invalid.get();
        if (!notes.wasBegunBefore(index)) {
            throw leave(index, context.failures().invalidIndex(step, index, name));
        }
        // Behind a note, too: a runner that has taken the lease in the meantime may have built the index anew.
        noteBeforeStatement(
                index, notes.progress(index, false, "the invalid index " + name + " has to be dropped first"));
        run.tell(new MigrationEvent.InvalidIndexDropped(shown, name));
        try {
            context.send(step, TxScript.autocommit(List.of(InvalidIndex.drop(name))));
        } catch (TxFailure failure) {
            if (isUncertain(failure)) {
                throw failure;
            }
            throw failed(index, failure);
        }
    }

    private Optional<String> findInvalidIndex(int index) throws TxFailure, Ended {
        boolean mayExist = notes.wasBegunBefore(index) || statement(index).has(Trait.REPEATABLE);
        Optional<ConcurrentIndex> wanted = mayExist && !run.database().isCockroach()
                ? step.script()
                        .sql()
                        .concurrentIndex(statement(index))
                        .filter(built -> built.name().isPresent())
                : Optional.empty();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        // Its name means what it means to the statement: with the search_path of the builder, or of the script.
        List<String> settings =
                notes.settings(index).stream().map(TxStatement::sql).toList();
        try {
            Optional<String> found = retrying(
                    index, () -> run.ask(InvalidIndex.query(wanted.get()).after(settings)));
            notes.sessionIsSet();
            return found;
        } catch (TxFailure failure) {
            if (isUncertain(failure)) {
                throw failure;
            }
            throw leave(index, DatabaseFailures.of(failure, "looking for an invalid index", run.report()));
        }
    }

    private boolean afterFailureAlone(int index, TxFailure failure) throws Ended {
        if (FailureKind.isPartial(failure)) {
            throw partial(index, failure);
        }
        if (isUncertain(failure) || goesOnAsJob(index, failure)) {
            recover(failure);
            awaitSchemaJobs(index);
            return isDone(index);
        }
        try {
            // Noted anew before it is sent again, since the lease may have been lost, and nothing else fences it.
            if (!mayLeaveSomething(index) && retries.again(failure)) {
                return false;
            }
        } catch (RunInterruptedException stop) {
            throw leave(index, stop);
        }
        throw failed(index, failure);
    }

    /** On CockroachDB the schema change of a statement that was cancelled, or took too long, goes on. */
    private boolean goesOnAsJob(int index, TxFailure failure) {
        return run.database().isCockroach()
                && FailureKind.isCancelled(failure)
                && statement(index).effect() == Effect.SCHEMA;
    }

    /** What refuses a transaction may, when it fails, as an invalid index; CockroachDB builds none that way. */
    private boolean mayLeaveSomething(int index) {
        return statement(index).has(Trait.REFUSES_TRANSACTION)
                && !run.database().isCockroach();
    }

    private SqlStatement statement(int index) {
        return step.script().statements().get(index);
    }

    private static boolean isTransactional(SqlStatement statement) {
        return statement.effect() == Effect.DATA && !statement.has(Trait.REFUSES_TRANSACTION);
    }

    /** A statement is done: says so, in a note of its own where the next note comes only with the next statement's end. */
    private void finish(int index) throws Ended {
        recoveries = run.retries(RetryPolicy.RECOVERY, notes.beforeFindingOut());
        int following = index + 1;
        boolean notedSoon =
                isTransactional(statement(index)) || following == count || !isTransactional(statement(following));
        if (!notedSoon) {
            noteDone(following, null);
        }
        run.tell(new MigrationEvent.StatementFinished(shown, index, count));
    }

    /** The last note and the history row. */
    private void recordInHistory() throws Ended {
        while (true) {
            try {
                TxScript last = notes.last();
                retrying(count, () -> run.send(last));
                return;
            } catch (TxFailure failure) {
                if (!isUncertain(failure)) {
                    throw leave(count, notes.failure(failure, 0, "recording "));
                }
                recover(failure);
            }
        }
    }

    // ---- notes ----

    private void noteBeforeStatement(int index, Progress progress) throws TxFailure, Ended {
        try {
            notes.write(index, progress);
        } catch (RunInterruptedException stop) {
            throw leave(index, stop);
        } catch (TxFailure failure) {
            if (isUncertain(failure)) {
                throw failure;
            }
            throw leave(index, notes.failure(failure, notes.settings(index).size(), "preparing "));
        }
    }

    /** Notes how many statements are done, and none running. */
    private void noteDone(int done, @Nullable String error) throws Ended {
        while (true) {
            TxScript note = new TxScript(
                    TxScript.Mode.AUTOCOMMIT,
                    notes.of(done == 0 && error == null ? null : notes.progress(done, false, error)));
            try {
                retrying(done, () -> run.send(note));
                return;
            } catch (TxFailure failure) {
                if (!isUncertain(failure)) {
                    throw notes.failure(failure, 0, "noting how far it is with ");
                }
                recover(failure);
            }
        }
    }

    /** Ends before a statement is sent: the one before it is done, which its note may not say yet. */
    private MigrationException leave(int index, MigrationException reason) throws Ended {
        if (reason instanceof LeaseLostException) {
            return reason;
        }
        noteDone(
                index,
                notes.wasBegunBefore(index) ? "it was begun, and not tried again: " + reason.getMessage() : null);
        return reason;
    }

    private MigrationException failed(int index, TxFailure failure) throws Ended {
        // What refuses a transaction may leave something behind even so, as an invalid index.
        boolean nothing = index == 0 && !mayLeaveSomething(index);
        Progress left = nothing ? null : notes.progress(index, false, failure.text());
        MigrationException reported =
                context.failures().failed(step, failure, index, StepFailures.remains(index, nothing));
        if (FailureKind.isCancelled(failure)) {
            try {
                run.checkInterrupted("while statement " + (index + 1) + " of " + step.name()
                        + " was carried out; the server has cancelled it");
            } catch (RunInterruptedException interrupted) {
                reported = interrupted;
            }
        }
        return noteFailure(left, reported, failure);
    }

    private MigrationException noteFailure(@Nullable Progress left, MigrationException reported, TxFailure failure)
            throws Ended {
        for (boolean first = true; true; first = false) {
            try {
                TxScript note = new TxScript(TxScript.Mode.AUTOCOMMIT, notes.of(left));
                run.retrying(RetryPolicy.TRANSACTION, "before it was noted how far it is", () -> run.send(note));
                return reported;
            } catch (RunInterruptedException stop) {
                return reported;
            } catch (TxFailure notNoted) {
                if (!first || !FailureKind.isOutcomeUnknown(notNoted)) {
                    return context.failures()
                            .unlessLeaseLost(
                                    context.lease().lease(), step.name(), failure, StepFailures.NOTHING_MORE, reported);
                }
                try {
                    takeLeaseAnew(notNoted, context.findOut(step));
                } catch (MigrationException notReached) {
                    context.session().forget();
                    return reported;
                }
            }
        }
    }

    // ---- unknown outcomes ----

    private static boolean isUncertain(TxFailure failure) {
        return FailureKind.isOutcomeUnknown(failure)
                || FailureKind.isPartial(failure)
                || FailureKind.isConnecting(failure);
    }

    /** Takes the lease anew; returns when the step is not recorded and nobody else had the lease. */
    private void recover(TxFailure failure) throws Ended {
        try {
            if (!recoveries.again(failure)) {
                throw context.failures().unknown(step, failure, null);
            }
        } catch (RunInterruptedException stop) {
            throw context.failures().unknown(step, failure, stop);
        }
        context.announceUnknown(step, failure);
        takeLeaseAnew(failure, context.findOut(step, failure));
    }

    private void takeLeaseAnew(TxFailure failure, StepContext.Outcome outcome) throws Ended {
        switch (outcome) {
            case CARRIED_OUT -> throw new Ended(new StepResult.Done());
            case OVERTAKEN -> throw new Ended(new StepResult.Overtaken(failure));
            case NOT_CARRIED_OUT -> notes.sessionIsNew();
        }
    }

    /** After an unknown outcome of a statement, its note under the new lease tells what is known of it. */
    private boolean isDone(int index) {
        Progress noted = context.lease().progress();
        if (noted != null && noted.done() > index) {
            return true;
        }
        if (noted != null && noted.running() && !statement(index).has(Trait.REPEATABLE)) {
            throw context.progress().unknown(step, noted, statement(index));
        }
        notes.begunBefore(index);
        return false;
    }

    private void awaitSchemaJobs(int index) throws Ended {
        while (true) {
            try {
                new SchemaJobs(context, step, notes.before(index)).await();
                return;
            } catch (TxFailure failure) {
                recover(failure);
            }
        }
    }

    private Ended partial(int index, TxFailure failure) {
        context.announceUnknown(step, failure);
        return new Ended(new PartialCommit(context, step).afterStatement(index, failure));
    }

    /** The same again after a failure that may pass and of which nothing remains. */
    private <R> R retrying(int index, Run.Attempt<R> attempt) throws TxFailure, Ended {
        try {
            return run.retrying(RetryPolicy.TRANSACTION, notes.before(index), attempt);
        } catch (RunInterruptedException stop) {
            throw leave(index, stop);
        }
    }
}
