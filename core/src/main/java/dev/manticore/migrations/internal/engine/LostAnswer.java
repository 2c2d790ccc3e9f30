package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a command will not be answered: for longer than it takes to bring the command there, and the answer back,
 * it has been waited for, and the server's process has had nothing to do. Whether the answer was lost or the command, is
 * for whoever gives it up to find out. A process that is not to be found is somebody else's, as behind a connection
 * pooler, and tells nothing.
 */
final class LostAnswer {
    /** Longer than a message is on its way, or waits for a client that is slow to read it. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(5);
    /** A network that is slow: 50 kB/s. The server's process has nothing to do until it has all of a message. */
    private static final int CHARACTERS_PER_MILLISECOND = 50;

    private LostAnswer() {}

    /**
     * For how long a process may have nothing to do while a command is under way to it and back.
     *
     * @param characters how long the command is
     */
    static Duration longestRest(int characters) {
        return LONGEST_WAY.plusMillis(characters / CHARACTERS_PER_MILLISECOND);
    }

    /** Asks for how many milliseconds a process has had nothing to do; no row where it works, or is not to be seen. */
    static String question(int backend) {
        return "SELECT CAST(extract(epoch FROM clock_timestamp() - state_change) * 1000 AS BIGINT) AS idle_ms"
                + " FROM pg_catalog.pg_stat_activity WHERE pid = " + backend + " AND state LIKE 'idle%'";
    }

    /**
     * Whether the answer to {@link #question} says so.
     *
     * @param waited how long the command had been waited for when the question was sent
     */
    static boolean isTold(Rows rows, Duration waited, Duration longestRest) {
        @Nullable Row row = rows.first();
        Long idle = row == null ? null : row.number("idle_ms");
        return idle != null && idle >= longestRest.toMillis() && waited.compareTo(longestRest) >= 0;
    }
}
