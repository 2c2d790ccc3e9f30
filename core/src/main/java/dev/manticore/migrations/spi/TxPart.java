package dev.manticore.migrations.spi;

import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;

/**
 * A script is sent in parts: one message for all of it, unless something comes between. For adapters: every one of them
 * sends these in order, and stops at the first that fails.
 */
public sealed interface TxPart {

    /** The index in the script of the part's first statement. */
    int first();

    /**
     * Statements that go out together.
     *
     * @param size how many of the script's statements it holds
     * @param text what to send; not to be sent when {@link TxMessage#answers()} is 0, since it would not be answered
     * @param commits whether {@code COMMIT} ends it
     */
    record Message(int first, int size, TxMessage text, boolean commits) implements TxPart {

        /**
         * An error that the server sent for this message, with phase, statement and position.
         *
         * @param error its message
         * @param answered how many commands of this message had been answered with success before it
         * @param position in characters (code points) from 1, in the whole message, as the server counts; 0 if it gave
         *     none
         * @param sessionLost whether the connection went with it, so that what became of the script is not known
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
     * A {@code COPY .. FROM STDIN} and its rows. Only for runners that say that they can, see
     * {@link TxRunner#sendsCopyData()}.
     */
    record Copy(int first, String sql, String data) implements TxPart {}

    /** The parts of a script, in order. */
    static List<TxPart> of(TxScript script) {
        return Parts.of(script);
    }
}
