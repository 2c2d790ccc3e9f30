package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run clear of another tool that writes the same history and does not know the lease.
 *
 * @param lock the key of the advisory lock that the other tool holds while it migrates; null if it holds none. The engine
 *     takes it for the length of a transaction if it is free, and never waits in the server
 * @param unchanged a statement that fails with SQLSTATE 22012 if the migration has been recorded in the meantime, or, for
 *     one that is to be reverted, has been removed. The engine then reads the history and plans anew
 */
public record HistoryGuard(@Nullable Long lock, String unchanged) {
    public HistoryGuard {
        Objects.requireNonNull(unchanged, "unchanged");
    }
}
