package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.internal.execute.TransactionMessage.Purpose;
import dev.manticore.migrations.internal.load.TransactionBlock;
import dev.manticore.migrations.internal.plan.Unit;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;

/**
 * A unit that is one transaction with its note: a statement that changes data, or what the script puts between BEGIN and
 * COMMIT. It is executed if and only if the note is there. A read-only transaction has none: it can be repeated.
 */
class StepwiseTransaction extends StepwiseUnit {

    StepwiseTransaction(StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, Unit unit) {
        super(context, notes, recovery, unit);
    }

    @Override
    boolean isNoted() {
        TransactionBlock block = unit.block();
        return block == null || !block.isReadOnly();
    }

    /** What its transaction notes; nothing if it cannot write. */
    List<TxStatement> note() {
        return isNoted() ? context.note(notes.progress(unit.to(), false, null)) : List.of();
    }

    /** It is committed. Returns whether the unit is done. */
    boolean committed(TxResult result, List<Part> parts) throws StepEnded {
        return true;
    }

    /** Whether to send it again after a failure, of which nothing remains. */
    boolean goesOnAfter(TxFailure failure, Purpose purpose) throws StepEnded {
        return hasPaused(failure, purpose);
    }

    @Override
    boolean send() throws StepEnded {
        List<Part> parts = TransactionMessage.ofUnit(
                run, context.step(), unit, notes.settings(unit.from()), notes.guards(unit.from()), note());
        TxScript transaction = TransactionMessage.transaction(parts);
        TxResult result;
        try {
            result = notes.retrying(unit.from(), () -> context.send(transaction));
            notes.settingsSent(unit.from());
        } catch (TxFailure failure) {
            if (FailureKind.isPartial(failure)) {
                throw partial(failure);
            }
            if (StepwiseRecovery.isUncertain(failure)) {
                return recovered(failure, List.of());
            }
            Purpose purpose = TransactionMessage.purpose(failure, parts);
            if (notes.hasWaited(failure, purpose) || goesOnAfter(failure, purpose)) {
                return false;
            }
            throw refused(failure, parts);
        }
        return committed(result, parts);
    }

    /** What remains after a failure. */
    Remedy remains(ScriptAdvice advice, boolean nothing) {
        return advice.remains(unit, nothing);
    }

    private MigrationException refused(TxFailure failure, List<Part> parts) throws StepEnded {
        int at = failure.statement();
        if (failure.phase() == Phase.COMMIT || at < 0 || at >= parts.size()) {
            return failed(failure);
        }
        Part part = parts.get(at);
        return switch (part.purpose()) {
            case SCRIPT -> failed(failure, part.index());
            case INDEX_CHECK ->
                part.created() != null && failure.is("22012")
                        ? notes.leave(
                                unit.from(),
                                context.failures()
                                        .invalidIndex(
                                                part.index(),
                                                part.created().name().orElseThrow()))
                        : failed(failure, part.index());
            case NOTE ->
                HistoryGone.is(failure)
                        ? notes.leave(
                                unit.from(), new HistoryGone(run, context.step(), unit.isBlock()).failure(failure))
                        : notes.leave(
                                unit.from(), notes.refused(failure, TransactionMessage.firstNote(parts), "preparing "));
            case PREPARATION, GUARD, UNCHANGED, CALLBACK, CODE, CODE_END, CONSTRAINTS, RESTORATION, FENCE, RECORD ->
                notes.leave(unit.from(), notes.refused(failure, TransactionMessage.firstNote(parts), "preparing "));
        };
    }

    @Override
    MigrationException failed(TxFailure failure) throws StepEnded {
        return failed(failure, unit.from());
    }

    /** Nothing of it remains. */
    private MigrationException failed(TxFailure failure, int index) throws StepEnded {
        boolean nothing = unit.from() == 0 && !notes.hasBegun() && !notes.isRepeated(0);
        boolean atCommit = failure.phase() == Phase.COMMIT && unit.isBlock();
        String where = atCommit
                ? "COMMIT of the same transaction: "
                : index == unit.from() ? "" : "statement " + (index + 1) + ", in the same transaction: ";
        Progress left = nothing ? null : notes.progress(unit.from(), false, where + failure.text());
        StepFailures failures = context.failures(locks);
        SqlStatement commit = unit.block() == null ? null : unit.block().commit();
        SourceLocation location = atCommit && commit != null
                ? context.step().script().locate(commit.start())
                : failures.locate(failure, index);
        return ended(
                failure,
                left,
                failures.failed(
                        failure, index, location, remains(ScriptAdvice.of(failure, context.step(), index), nothing)));
    }
}
