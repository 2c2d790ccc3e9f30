package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What keeps the lease while a command takes long, and finds out whether it is still being carried out.
 *
 * @param every how long to wait before each renewal
 * @param renewal the statement that renews
 * @param looks whether the server can be asked what a process of its own is doing, and knows {@code lock_timeout}, as
 *     PostgreSQL does
 * @param longestRest for how long that process may have nothing to do while the command is under way
 */
public record KeepAlive(Duration every, String renewal, boolean looks, Duration longestRest) {

    /**
     * What to send, as one message. A renewal waits while the command commits, whose fence has locked the lease's row; it
     * is to say so before the next one is due, or the server would seem not to answer.
     *
     * @param backend the process that carries the command out, where that is known
     */
    TxScript script(OptionalInt backend) {
        if (!looks) {
            return TxScript.autocommit(List.of(renewal));
        }
        List<String> statements = new ArrayList<>();
        // Until the end of the message, which is one transaction.
        statements.add("SELECT pg_catalog.set_config('lock_timeout', '"
                + Math.max(1, every.dividedBy(2).toMillis()) + "ms', true)");
        statements.add(renewal);
        backend.ifPresent(process -> statements.add(LostAnswer.question(process)));
        return TxScript.autocommit(statements);
    }

    /** Whether the answer to {@link #script} says that the command's own is lost; see {@link LostAnswer#isTold}. */
    boolean isLost(TxResult answer, Duration waited) {
        return answer.rows().size() > 2 && LostAnswer.isTold(answer.rows().get(2), waited, longestRest);
    }
}
