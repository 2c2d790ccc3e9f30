package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that the answer to a command was lost: the run has waited longer than a message needs to the server and back,
 * and the server process has been idle for as long. Whether the command or its answer was lost, the run finds out
 * afterwards. Behind a connection pooler the process cannot be found, which proves nothing.
 */
public final class LostAnswer {
    /** No message takes longer to arrive, even at a client that is slow to read. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(5);
    /** A slow network: 50 kB/s. The server process is idle until the whole message has arrived. */
    private static final int CHARACTERS_PER_MILLISECOND = 50;

    private LostAnswer() {}

    /**
     * How long a server process may be idle while a command travels to it and its answer back.
     *
     * @param characters the length of the command
     */
    public static Duration longestRest(int characters) {
        return LONGEST_WAY.plusMillis(characters / CHARACTERS_PER_MILLISECOND);
    }

    /**
     * Asks for how many milliseconds a process has been idle; no row while it works or when it cannot be seen.
     *
     * @param rests whether it is idle in its transaction while the client computes, which then says nothing
     */
    static String question(int backend, boolean rests) {
        return "SELECT CAST(extract(epoch FROM clock_timestamp() - state_change) * 1000 AS BIGINT) AS idle_ms"
                + " FROM pg_catalog.pg_stat_activity WHERE pid = " + backend + " AND state "
                + (rests ? "= 'idle'" : "LIKE 'idle%'");
    }

    /**
     * Whether the answer to {@link #question} proves that the command's answer was lost.
     *
     * @param waited how long the run had waited for the command when the question was sent
     */
    static boolean isTold(Rows rows, Duration waited, Duration longestRest) {
        @Nullable Row row = rows.first();
        Long idle = row == null ? null : row.number("idle_ms");
        return idle != null && idle >= longestRest.toMillis() && waited.compareTo(longestRest) >= 0;
    }
}
