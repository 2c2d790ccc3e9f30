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
 * @param looks whether the server can be asked what a process of its own is doing, as PostgreSQL can
 */
public record KeepAlive(Duration every, String renewal, boolean looks) {

    /**
     * What to send.
     *
     * @param backend the process that carries the command out, where that is known
     */
    TxScript script(OptionalInt backend) {
        List<String> statements = new ArrayList<>(List.of(renewal));
        if (looks && backend.isPresent()) {
            statements.add(LostAnswer.question(backend.getAsInt()));
        }
        return TxScript.autocommit(statements);
    }

    /** Whether the answer to {@link #script} says that the command's own is lost; see {@link LostAnswer#isTold}. */
    static boolean isLost(TxResult answer, Duration asked, Duration answered) {
        return answer.rows().size() > 1 && LostAnswer.isTold(answer.rows().get(1), asked, answered);
    }
}
