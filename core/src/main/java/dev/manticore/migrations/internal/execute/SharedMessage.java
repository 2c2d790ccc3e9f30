package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.internal.execute.TransactionMessage.Part;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;

/** What a message that several steps shared says of one of them. */
sealed interface SharedMessage {

    /**
     * Committed.
     *
     * @param time an equal part of that of the message
     * @param messages what the server said about it
     */
    record Committed(Duration time, List<ServerMessage> messages) implements SharedMessage {}

    /**
     * It failed, or the answer to it was lost. Those before it are committed, or their answers say that they are.
     *
     * @param sent its statements
     * @param failure counts them
     * @param messages what the server said about it
     * @param inDoubt the names of all steps that may or may not have been executed; empty if it failed
     */
    record Failed(List<Part> sent, TxFailure failure, List<ServerMessage> messages, List<String> inDoubt)
            implements SharedMessage {}

    /** It came behind one whose answer was lost. */
    record InDoubt() implements SharedMessage {}
}
