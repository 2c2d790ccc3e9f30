package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that the server is done with a command whose answer will not arrive: its process has had nothing to do for
 * longer than an answer travels, and that only since the command was sent. A process that is not to be found is somebody
 * else's, as behind a connection pooler, and tells nothing.
 */
final class LostAnswer {
    /** Longer than an answer is on its way, or waits for a client that is slow to read it. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(5);

    private LostAnswer() {}

    /** Asks for how many milliseconds a process has had nothing to do; no row where it works, or is not to be seen. */
    static String question(int backend) {
        return "SELECT CAST(extract(epoch FROM clock_timestamp() - state_change) * 1000 AS BIGINT) AS idle_ms"
                + " FROM pg_catalog.pg_stat_activity WHERE pid = " + backend + " AND state LIKE 'idle%'";
    }

    /**
     * Whether the answer to {@link #question} says so.
     *
     * @param asked how long the command had been waited for when the question was sent
     * @param answered and when it was answered; between the two the server has looked
     */
    static boolean isTold(Rows rows, Duration asked, Duration answered) {
        @Nullable Row row = rows.first();
        Long idle = row == null ? null : row.number("idle_ms");
        if (idle == null || idle < LONGEST_WAY.toMillis()) {
            return false;
        }
        // Without work since before the command was sent, it has not got all of it yet: a large script, a slow network.
        return idle < asked.plus(answered).dividedBy(2).toMillis();
    }
}
