package dev.manticore.migrations.internal.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is waited for.
 *
 * @param keepAlive how to renew the lease on another connection meanwhile, or null
 * @param locks asks on that connection who blocks the command, or null
 * @param limit how long the answer may take before the connection is given up, or null for no limit
 * @param cancellable whether the server is asked to cancel the statement when the run is interrupted
 */
public record Waiting(
        @Nullable KeepAlive keepAlive,
        @Nullable LockWatch locks,
        @Nullable Duration limit,
        boolean cancellable) {

    /** For a user's statements, which take as long as they take. */
    public static Waiting forScript(@Nullable KeepAlive keepAlive, @Nullable LockWatch locks) {
        return new Waiting(keepAlive, locks, null, true);
    }

    /** For the tool's own queries, which are quick when the server and the network are healthy. */
    public static Waiting forOwnQuery(Duration limit) {
        return new Waiting(null, null, limit, false);
    }
}
