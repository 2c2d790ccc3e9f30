package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.run.Counts;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.List;

/**
 * A statement that is executed again and again, each time in a transaction with its note, until it changes no row. The note
 * says how often it was: a repetition is committed if and only if it is counted.
 */
final class StepwiseRepetition extends StepwiseTransaction {
    /** How often a query for what remains may deny that anything does, although rows are changed. */
    private static final int MOST_CONTRADICTIONS = 2;

    private final int index;
    private final Repetition directive;
    private final RepetitionPace pace;
    private final RepetitionProgress progress;
    private final RemainingRows remaining;
    private Repetitions done;
    private boolean begun;
    // What the query for what remains said before the first repetitions of this run.
    private int contradictions;
    private boolean nothingRemained;
    private boolean asksFirst;

    StepwiseRepetition(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, Unit unit) {
        super(context, notes, recovery, unit);
        this.index = unit.from();
        this.directive = context.step().script().repetition(index).orElseThrow();
        this.pace = new RepetitionPace(context, notes, recovery, index, directive);
        this.progress = new RepetitionProgress(context, index);
        this.remaining = new RemainingRows(context, notes, recovery, index);
        this.done = notes.repetitionsInLease(index);
        this.asksFirst = directive.until().isPresent();
        notes.repeated(index, done);
    }

    /** The note of a repetition does not say that the statement is done. */
    @Override
    boolean isNoted() {
        return false;
    }

    @Override
    List<TxStatement> note() {
        notes.repeated(index, done.next());
        List<TxStatement> note = context.note(notes.progress(index, false, null));
        notes.repeated(index, done);
        return note;
    }

    @Override
    boolean send() throws StepEnded {
        if (isAtMost()) {
            return true;
        }
        if (begun) {
            pace.await();
        }
        begun = true;
        if (asksFirst) {
            nothingRemained = !remaining.isAny(until());
        }
        return super.send();
    }

    private boolean isAtMost() {
        return directive.max().isPresent() && done.times() >= directive.max().getAsLong();
    }

    @Override
    boolean committed(TxResult result, List<Part> parts) throws StepEnded {
        recovery.startOver();
        long changed = changed(result, parts);
        done = done.next().changing(Math.max(0, changed));
        notes.repeated(index, done);
        if (changed < 0) {
            throw notes.leave(index, uncounted());
        }
        boolean over = isAtMost() || (changed == 0 && isEmpty());
        progress.repeated(done, changed, over);
        if (changed > 0) {
            pace.changed();
            refuseContradiction();
            if (!over && directive.max().isEmpty() && !remaining.mayBeFinite(done)) {
                throw notes.leave(index, endless());
            }
        }
        return over;
    }

    private static long changed(TxResult result, List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).purpose() == Purpose.SCRIPT) {
                return result.changed().get(i);
            }
        }
        return TxResult.UNCOUNTED;
    }

    /** Whether nothing remains, after a repetition that changed no row. */
    private boolean isEmpty() throws StepEnded {
        if (directive.until().isEmpty() || !remaining.isAny(until())) {
            return true;
        }
        if (!pace.isPatient()) {
            throw notes.leave(index, idle());
        }
        pace.idle("a repetition has changed no row, but the query of until says that rows remain");
        return false;
    }

    /** A query for what is done, in the place of one for what remains, would end the repetitions too early. */
    private void refuseContradiction() throws StepEnded {
        if (!asksFirst) {
            return;
        }
        contradictions += nothingRemained ? 1 : 0;
        asksFirst = nothingRemained;
        if (contradictions == MOST_CONTRADICTIONS) {
            throw notes.leave(
                    index,
                    failure(
                            until().offset(),
                            "The query of until says that nothing remains, but the statement went on changing rows: "
                                    + done.rows() + " so far.",
                            "It has to return what remains: the repetitions end when it returns no row, or false, 0 or NULL."
                                    + " Correct the query, and try again."));
        }
    }

    private Repetition.Until until() {
        return directive.until().orElseThrow();
    }

    /** After a lost answer, the note tells whether the repetition was committed. */
    @Override
    boolean recovered(TxFailure failure, List<String> jobs) throws StepEnded {
        recovery.recover(failure, jobs);
        Repetitions noted = notes.repetitionsInLease(index);
        boolean committed = noted.times() > done.times();
        done = committed ? new Repetitions(noted.times(), Math.max(noted.rows(), done.rows())) : done;
        notes.repeated(index, done);
        if (!committed && FailureKind.isAnswerTimeout(failure)) {
            throw failed(failure);
        }
        return false;
    }

    /** Somebody else holds a lock for longer than lock_timeout: others go first. */
    @Override
    boolean goesOnAfter(TxFailure failure, Purpose purpose) throws StepEnded {
        if (!LockRetries.isTimeout(failure, purpose) || !pace.isPatient()) {
            return false;
        }
        pace.idle(failure.text() + LockRetries.described(run, failure, null));
        return true;
    }

    @Override
    Remedy remains(ScriptAdvice advice, boolean nothing) {
        return done.times() == 0
                ? super.remains(advice, nothing)
                : Remedy.of(Counts.of(done.times(), "repetition") + " of it changed "
                        + Counts.of(done.rows(), "row") + ", and that stays. "
                        + (advice.ofScript() ? "Correct it, or what it depends on, and try again." : "Try again.")
                        + " The next run continues with the next repetition.");
    }

    private MigrationException uncounted() {
        return failure(
                start(),
                "The adapter does not tell how many rows a statement has changed, so repetitions would not end.",
                "Use an adapter that fills in TxResult.changed, or limit the statement without repeat=until-empty.");
    }

    private MigrationException idle() {
        Duration waited = directive.maxIdle();
        return failure(
                until().offset(),
                "The query of until says that rows remain, but the statement has changed none for " + waited.toSeconds()
                        + " s.",
                "Find out whether other sessions hold locks on these rows, and whether query and statement have the same"
                        + " conditions. The next run continues here; max-idle=1h waits longer.");
    }

    private MigrationException endless() {
        return failure(
                start(),
                "The repetitions do not seem to end: " + done.times() + " of them changed " + done.rows()
                        + " rows, more than twice as many as the table has.",
                "Leave the rows out that are done, e.g. with WHERE new_column IS NULL. If the statement has to change rows"
                        + " several times, limit the repetitions with max=N.");
    }

    private int start() {
        return context.step().script().statements().get(index).start();
    }

    private MigrationException failure(int offset, String message, String remedy) {
        SourceLocation location = context.step().script().locate(offset);
        return new StatementFailedException(
                context.step().id(),
                location,
                new SqlError(null, message, null, null),
                location + ": " + context.step().name() + " failed: " + message,
                Remedy.of("What was committed stays. " + remedy),
                run.report(),
                null);
    }
}
