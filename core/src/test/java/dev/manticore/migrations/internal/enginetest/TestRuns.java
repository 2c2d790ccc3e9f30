package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.internal.connection.RunThreads;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.run.AsyncRuns;
import dev.manticore.migrations.internal.run.BlockingRuns;
import dev.manticore.migrations.internal.run.Environment;
import dev.manticore.migrations.internal.run.InitSql;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Settings;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.TxRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.event.Level;

/** Runs operations that a test defines. They need no migrations. */
public final class TestRuns {
    private TestRuns() {}

    public static <T> T blocking(TxRunner runner, Operation<T> operation, MigrationListener... listeners) {
        return new BlockingRuns(runner, settings(listeners), Environment.real()).carryOut(operation);
    }

    public static <T> AsyncRun<T> start(AsyncTxRunner runner, Operation<T> operation, MigrationListener... listeners) {
        return start(RunThreads.lightest(), runner, operation, listeners);
    }

    public static <T> AsyncRun<T> start(
            Executor executor, AsyncTxRunner runner, Operation<T> operation, MigrationListener... listeners) {
        return new AsyncRuns(runner, executor, settings(listeners), Environment.real()).start(operation);
    }

    private static Settings settings(MigrationListener... listeners) {
        return new Settings(
                List.of(),
                ReadSettings.DEFAULT,
                null,
                HistoryStore.table(null, "_migrations"),
                LeaseStore.table(null, "_migrations"),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                false,
                null,
                LockRetry.DEFAULT,
                null,
                Set.of(),
                List.of(listeners),
                true,
                null,
                code -> Optional.empty(),
                InitSql.NONE,
                Level.ERROR,
                null);
    }
}
