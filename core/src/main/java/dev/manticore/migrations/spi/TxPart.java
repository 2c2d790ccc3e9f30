package dev.manticore.migrations.spi;

import dev.manticore.migrations.internal.sql.text.Utf8Chunks;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a script that goes to the server at once. A script is one message, unless {@code COPY} data comes in
 * between. An adapter sends the parts in order and stops at the first that fails.
 */
public sealed interface TxPart {

    /** The index in the script of the part's first statement. */
    int first();

    /**
     * Statements that go out in one simple-query message.
     *
     * @param first the index in the script of its first statement
     * @param size how many of the script's statements it holds
     * @param text what to send; must not be sent when {@link TxMessage#answers()} is 0, since the server would not
     *     answer
     * @param commits whether {@code COMMIT} ends it
     */
    record Message(int first, int size, TxMessage text, boolean commits) implements TxPart {

        /**
         * Starts the failure for an error that the server sent for this message, with phase, statement and position.
         *
         * @param error the server's message
         * @param answered how many commands of this message the server had answered with success before
         * @param position in characters (code points) from 1, in the whole message, as the server counts; 0 if it gave
         *     none
         * @param sessionLost whether the connection ended, too; the outcome is unknown then
         */
        public TxFailure.Builder refused(String error, int answered, int position, boolean sessionLost) {
            int statement = text.failed(answered, position);
            Phase phase = sessionLost ? Phase.UNANSWERED : statement < size ? Phase.STATEMENT : Phase.COMMIT;
            return TxFailure.in(phase, error)
                    .sessionLost(sessionLost)
                    .statement(statement >= 0 && statement < size ? first + statement : -1)
                    .position(text.positionIn(statement, position));
        }
    }

    /**
     * A {@code COPY .. FROM STDIN} and its rows. Only occurs for runners whose {@link TxRunner#sendsCopyData()} is
     * true.
     *
     * @param first the index of its statement in the script
     * @param sql the statement
     * @param data the rows, see {@link TxStatement#copyData()}
     */
    record Copy(int first, String sql, String data) implements TxPart {

        /** The rows as UTF-8, in pieces of which each fits into memory whatever the size of the whole. */
        public Stream<byte[]> chunks() {
            return Utf8Chunks.of(data);
        }
    }

    /** The parts of a script, in order. */
    static List<TxPart> of(TxScript script) {
        return Parts.of(script);
    }
}
