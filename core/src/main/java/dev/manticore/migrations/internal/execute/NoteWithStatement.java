package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement on CockroachDB that commits alone, in one message with the note that it is running. If the lease is lost, the note
 * fails, and the server skips the statement.
 */
record NoteWithStatement(StepContext context, StepwiseNotes notes, int index, TxScript statement) {

    /** What came of the message. */
    sealed interface Answer {

        /**
         * The note is written, or that is not known.
         *
         * @param failure how the statement failed, or its outcome is unknown; null if it was executed
         */
        record Sent(@Nullable TxFailure failure) implements Answer {}

        /** The server refused the message before it executed anything, and does not say what it means. */
        record Refused() implements Answer {}
    }

    boolean isPossible() {
        Run run = context.run();
        return run.settings().notesWithStatements()
                && run.database().isCockroach()
                && run.connection().sendsBatches()
                && statement.statements().get(0).copyData() == null
                && notes.guards(index).isEmpty();
    }

    /** Sends both. Ends the step if the note fails. */
    Answer send(Progress running) throws StepEnded {
        List<TxStatement> note = new ArrayList<>(StepStatements.isolation(context.run()));
        note.addAll(notes.settings(index));
        int before = note.size();
        Progress noted = notes.byThisConnection(running);
        note.addAll(context.note(noted));
        TxBatch batch = TxBatch.of(List.of(TxScript.transaction(note), statement));
        try {
            Answer answer = notes.retrying(index, () -> send(batch, noted));
            if (answer instanceof Answer.Sent) {
                notes.written(index);
            }
            return answer;
        } catch (TxFailure failure) {
            throw notes.leave(index, notes.refused(failure, before, "preparing "));
        }
    }

    /** Throws the failure of the note. */
    private Answer send(TxBatch batch, Progress noted) throws TxFailure {
        int note = batch.statementsBefore(1);
        try {
            context.send(batch, noted);
            return new Answer.Sent(null);
        } catch (TxFailure failure) {
            if (StepwiseRecovery.isUncertain(failure)) {
                return new Answer.Sent(failure.at(-1));
            }
            boolean noteWritten = context.run().connection().committed() > 0;
            if (!noteWritten
                    && failure.statement() < 0
                    && failure.phase() == Phase.STATEMENT
                    && !FailureKind.isTransient(failure)) {
                return new Answer.Refused();
            }
            if (!noteWritten && failure.statement() < note) {
                throw failure;
            }
            return new Answer.Sent(failure.at(Math.max(failure.statement() - note, -1)));
        }
    }
}
