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
            // What is not to be seen, as another user's session, counts as working.
            statements.add("SELECT count(*) AS working FROM pg_catalog.pg_stat_activity WHERE pid = "
                    + backend.getAsInt() + " AND coalesce(state, '') NOT LIKE 'idle%'");
        }
        return TxScript.autocommit(statements);
    }

    /** Whether the answer to {@link #script} says that the process has nothing to do; false where it was not asked. */
    static boolean isIdle(TxResult answer) {
        if (answer.rows().size() < 2) {
            return false;
        }
        var row = answer.rows().get(1).first();
        return row != null && Long.valueOf(0).equals(row.number("working"));
    }

    /** Whether the answer to {@link #script} says that the process is at work. */
    static boolean isWorking(TxResult answer) {
        return answer.rows().size() > 1 && !isIdle(answer);
    }
}
