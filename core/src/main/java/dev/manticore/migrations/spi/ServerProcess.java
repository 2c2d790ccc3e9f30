package dev.manticore.migrations.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server process that executed a message with a {@linkplain LeaseStore#note note}, and what it has started since.
 *
 * @param pid its ID, as in {@code pg_stat_activity.pid}; 0 where sessions have none (CockroachDB), and only the time is
 *     noted
 * @param noted when it received that message, by the server's clock ({@code statement_timestamp()}), in microseconds since
 *     1970-01-01 00:00 UTC; null in a note that is to be written, since only the server knows it
 * @param jobs the schema change jobs of the noted statement, as CockroachDB has announced them: {@code job_id} in
 *     {@code SHOW JOBS}; empty as long as it has announced none
 */
public record ServerProcess(int pid, @Nullable Long noted, List<String> jobs) {

    /** For a note that is to tell only when it was written. */
    public static final ServerProcess NONE = new ServerProcess(0, null);

    public ServerProcess {
        jobs = List.copyOf(jobs);
    }

    /** A process that has announced no job. */
    public ServerProcess(int pid, @Nullable Long noted) {
        this(pid, noted, List.of());
    }
}
