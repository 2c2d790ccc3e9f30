package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.ServerProcess;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The notes of a stepwise script's progress in the lease row, and the settings that go before its statements. */
final class StepwiseNotes {
    private static final String EXECUTED = "; its statements were executed, and their changes stay.";
    private static final int MOST_LATE_NOTES = 8;

    private final StepContext context;
    private final Run run;
    private final WorkStep step;
    private final StepwiseRecovery recovery;
    private final PrefixChecksum prefix;
    private final OtherTool other;
    private final long start;
    private final LockLimits limits;
    // The lease's token when the connection was given the settings: once it is taken anew, the connection may be
    // another.
    private @Nullable Long settingsSentUnder;
    // Whether the connection then had the migrator's limit for lock waits.
    private boolean limited;
    // Whether this run has written a note of the step.
    private boolean noted;
    // The statement that is being repeated, and how often that was committed.
    private int repeated = -1;
    private Repetitions repetitions = Repetitions.NONE;

    StepwiseNotes(StepContext context, StepwiseRecovery recovery) {
        this.context = context;
        this.run = context.run();
        this.step = context.step();
        this.recovery = recovery;
        this.prefix = new PrefixChecksum(step.script());
        this.other = new OtherTool(context);
        this.limits = new LockLimits(run, step);
        this.start = run.environment().nanoTime().getAsLong();
    }

    Progress progress(int done, boolean running, @Nullable String error) {
        return new Progress(step.id(), step.direction(), prefix.upTo(done), done, running, error)
                .with(done == repeated ? repetitions : Repetitions.NONE);
    }

    /** A statement is being repeated, and so much of it is committed. */
    void repeated(int index, Repetitions committed) {
        repeated = index;
        repetitions = committed;
        noted |= committed.times() > 0;
    }

    /** Whether a repetition of a statement is committed, which is not done yet. */
    boolean isRepeated(int index) {
        return index == repeated && repetitions.times() > 0;
    }

    /** The repetitions of a statement as they were noted when the lease was taken the last time. */
    Repetitions repetitionsInLease(int index) {
        Progress left = context.lease().progress();
        return left != null
                        && left.id().equals(step.id())
                        && left.direction() == step.direction()
                        && left.done() == index
                ? left.repetitions()
                : Repetitions.NONE;
    }

    /**
     * The settings of the header, of the callbacks before the script, and of the statements before this one. Sent once for each
     * connection, but for what this statement needs; and behind guards, which take a limit back.
     */
    List<TxStatement> settings(int index) {
        if (settingsSentUnder != null
                && settingsSentUnder == context.lease().lease().token()
                && guards(index).isEmpty()) {
            return limit(limited, index);
        }
        List<TxStatement> settings = new ArrayList<>(openingSettings());
        step.callbacks().before().stream()
                .map(Callback::script)
                .forEach(script ->
                        settings.addAll(settingsIn(script, script.statements().size())));
        settings.addAll(settingsIn(step.script(), index));
        settings.addAll(limit(true, index));
        return settings;
    }

    private List<TxStatement> limit(boolean now, int index) {
        return limits.change(now, index).stream().map(TxStatement::of).toList();
    }

    /** The settings of the header, before anything was executed. */
    List<TxStatement> openingSettings() {
        List<TxStatement> settings = new ArrayList<>(
                context.session().save().stream().map(TxStatement::of).toList());
        settings.addAll(context.statements().header().session());
        return settings;
    }

    private static List<TxStatement> settingsIn(Script script, int statements) {
        return IntStream.range(0, statements)
                .filter(index -> script.sql().isSetting(script.statements().get(index)))
                .mapToObj(script::toSend)
                .toList();
    }

    /** The connection has the settings that a statement needs; {@code index} is that of the statement. */
    void settingsSent(int index) {
        settingsSentUnder = context.lease().lease().token();
        limited = limits.isLimited(index);
    }

    /**
     * What keeps the first unit clear of another tool; from then on the history tells that tool to stay away. It goes before the
     * settings: the connection may have the limits of the script already, which are not for the history's table.
     */
    List<Part> guards(int index) {
        List<Part> guards = index == 0 && !hasBegun() && !isNoted() ? other.guards() : List.of();
        return guards.isEmpty()
                ? guards
                : Stream.concat(
                                context.session().lockAsRunner().stream().map(sql -> Part.of(sql, Purpose.PREPARATION)),
                                guards.stream())
                        .toList();
    }

    /** Whether a note says that the step is partially applied, and with it the history: it is not as recorded any more. */
    private boolean isNoted() {
        Progress left = context.lease().progress();
        return noted || (left != null && left.id().equals(step.id()) && left.direction() == step.direction());
    }

    /** What keeps the callbacks before the first unit clear of another tool. */
    List<Part> openingGuards() {
        return other.guards();
    }

    /** Whether a message has to be sent again, after a wait for another tool. */
    boolean hasWaited(TxFailure failure, Purpose purpose) throws StepEnded {
        return other.hasWaited(failure, purpose);
    }

    /** Notes progress before a statement. Fails if the lease is lost; nothing else fences the statement. */
    void writeBefore(int index, Progress progress) throws TxFailure, StepEnded {
        while (!isWritten(index, progress)) {
            // Another tool was migrating.
        }
    }

    private boolean isWritten(int index, Progress progress) throws TxFailure, StepEnded {
        List<Part> parts = List.of();
        try {
            for (int sent = 1; true; sent++) {
                parts = TransactionMessage.ofNote(
                        settings(index), guards(index), context.note(byThisConnection(progress)));
                if (isSentInTime(index, parts)) {
                    return true;
                }
                String late = "saving the progress of " + step.name() + " took longer than the lease lasts";
                if (sent == MOST_LATE_NOTES) {
                    throw context.failures().leaseTooShort(late);
                }
                run.pause(RetryPolicy.TRANSACTION, late, sent, StepwiseExecution.before(step, index));
            }
        } catch (RunInterruptedException stop) {
            throw leave(index, stop);
        } catch (TxFailure failure) {
            if (StepwiseRecovery.isUncertain(failure)) {
                throw failure;
            }
            if (hasWaited(failure, TransactionMessage.purpose(failure, parts))) {
                return false;
            }
            throw leave(index, refused(failure, TransactionMessage.firstNote(parts), "preparing "));
        }
    }

    /** Sends a note, which renews the lease. Returns false if the answer took longer than the lease lasts. */
    private boolean isSentInTime(int index, List<Part> parts) throws TxFailure {
        long sent = run.environment().nanoTime().getAsLong();
        TxScript note = new TxScript(
                TxScript.Mode.AUTOCOMMIT, parts.stream().map(Part::statement).toList());
        run.retrying(RetryPolicy.TRANSACTION, StepwiseExecution.before(step, index), () -> run.send(note));
        written(index);
        return run.environment().since(sent).compareTo(context.lease().lease().duration()) < 0;
    }

    /** A note before a statement was written, behind the settings that the statement needs. */
    void written(int index) {
        noted = true;
        settingsSent(index);
    }

    /** Names the process that will execute the statement, for whoever has to make sure that it has ended. */
    Progress byThisConnection(Progress progress) {
        OptionalInt backend = run.connection().backend();
        ServerProcess process = run.database().isCockroach()
                ? ServerProcess.NONE
                : backend.isPresent() ? new ServerProcess(backend.getAsInt(), null) : null;
        return progress.by(process);
    }

    /** Whether something of the step was executed before its first statement: the callbacks, which are not repeated. */
    boolean hasBegun() {
        return !step.callbacks().before().isEmpty();
    }

    /** Notes how many statements are done, and none running. */
    void writeDone(int done, @Nullable String error) throws StepEnded {
        try {
            write(
                    done,
                    !hasBegun() && !isRepeated(0) && done == 0 && error == null ? null : progress(done, false, error),
                    false);
        } catch (TxFailure failure) {
            throw refused(failure, 0, "saving the progress of ");
        }
    }

    /** Notes that nothing is under way, while the run waits before it sends a unit again; this keeps the lease. */
    void standBy(int index) throws StepEnded {
        writeDone(index, null);
        // Nothing shows another tool that the step has begun.
        noted &= hasBegun() || index > 0;
    }

    /** The last note and the history row. */
    void recordInHistory() throws StepEnded {
        int count = step.script().statements().size();
        try {
            write(count, null, true);
        } catch (TxFailure failure) {
            int before = StepStatements.isolation(run).size();
            throw leave(count, refused(failure, before, "recording "));
        }
    }

    /** How long the step has taken so far. */
    Duration elapsed() {
        return run.environment().since(start);
    }

    /** Writes a note; after an unknown outcome again, under the new lease. */
    private void write(int index, @Nullable Progress progress, boolean inHistory) throws TxFailure, StepEnded {
        while (true) {
            List<TxStatement> statements = new ArrayList<>(inHistory ? StepStatements.isolation(run) : List.of());
            if (inHistory) {
                statements.addAll(context.noteInLease(progress));
                statements.add(TxStatement.of(context.statements().historyChange(elapsed())));
            } else {
                statements.addAll(context.note(progress));
            }
            TxScript note = new TxScript(inHistory ? TxScript.Mode.TRANSACTION : TxScript.Mode.AUTOCOMMIT, statements);
            try {
                retrying(index, () -> run.send(note));
                return;
            } catch (TxFailure failure) {
                if (!StepwiseRecovery.isUncertain(failure)) {
                    throw failure;
                }
                recovery.recover(failure, List.of());
            }
        }
    }

    /** Retries after a temporary failure that left nothing behind. */
    <R> R retrying(int index, Run.Attempt<R> attempt) throws TxFailure, StepEnded {
        try {
            return run.retrying(RetryPolicy.TRANSACTION, StepwiseExecution.before(step, index), attempt);
        } catch (RunInterruptedException stop) {
            throw leave(index, stop);
        }
    }

    /** Ends before a statement is sent: the one before it is done, which its note may not say yet. */
    MigrationException leave(int index, MigrationException reason) throws StepEnded {
        if (!(reason instanceof LeaseLostException)) {
            writeDone(index, recovery.wasBegun(index) ? "it was begun and not tried again: " + reason.summary() : null);
        }
        return reason;
    }

    /** Ends after a statement that failed: notes what is left; gives what to report. */
    MigrationException writeFailed(@Nullable Progress left, MigrationException reported, TxFailure failure)
            throws StepEnded {
        for (boolean first = true; true; first = false) {
            try {
                TxScript note = new TxScript(TxScript.Mode.AUTOCOMMIT, context.note(left));
                run.retrying(RetryPolicy.TRANSACTION, "before its progress was saved", () -> run.send(note));
                return reported;
            } catch (RunInterruptedException stop) {
                return reported;
            } catch (TxFailure notNoted) {
                if (!first || !FailureKind.isOutcomeUnknown(notNoted)) {
                    return context.failures()
                            .unlessLeaseLost(context.lease().lease(), failure, StepFailures.NOTHING_MORE, reported);
                }
                try {
                    if (context.takeLeaseAnew(notNoted)) {
                        throw new StepEnded(new StepResult.Applied());
                    }
                } catch (MigrationException notReached) {
                    return reported;
                }
            }
        }
    }

    /**
     * Why a note was refused: the lease is lost, or another reason.
     *
     * @param before how many statements of the message come before the note
     * @param doing what the message did, with a space behind it
     */
    MigrationException refused(TxFailure failure, int before, String doing) {
        int note = before + context.session().becomeRunner().size();
        if (failure.statement() >= note && HistoryGone.is(failure)) {
            return new HistoryGone(run, step, false).failure(failure);
        }
        if (failure.statement() > note && UnwrittenRow.is(failure)) {
            return UnwrittenRow.ofHistory(run, step.name(), EXECUTED, failure);
        }
        return failure.statement() == note && failure.phase() == Phase.STATEMENT
                ? StepFailures.leaseLost(run, step.name(), failure, StepFailures.NOTHING_MORE)
                : DatabaseFailures.of(failure, doing + step.name(), run.report());
    }
}
