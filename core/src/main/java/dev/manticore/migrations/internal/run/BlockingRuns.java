package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.internal.connection.Connection;
import dev.manticore.migrations.internal.connection.Interrupts;
import dev.manticore.migrations.internal.connection.RunThreads;
import dev.manticore.migrations.internal.placeholder.HiddenValues;
import dev.manticore.migrations.internal.placeholder.HidingTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import java.util.concurrent.Executor;

/** Carries operations out on the calling thread. Thread-safe and without state. */
public final class BlockingRuns {
    private final TxRunner runner;
    private final Settings settings;
    private final Environment environment;
    private final MigrationListener listener;

    public BlockingRuns(TxRunner runner, Settings settings, Environment environment) {
        this.runner = HidingTxRunner.over(
                InitializingTxRunner.over(runner, settings.initSql()),
                new HiddenValues(settings.reading().placeholders()));
        this.settings = settings;
        this.environment = environment;
        this.listener = new Listeners(settings);
    }

    /** Carries out an operation; an interrupt of the thread is restored when it returns. */
    public <T> T carryOut(Operation<T> operation) {
        Interrupts interrupts = new Interrupts(Thread.currentThread());
        Executor threads = RunThreads.platform();
        try (Connection connection = new Connection(runner, runner, threads, listener, interrupts)) {
            return operation.carryOut(new Run(settings, environment, listener, connection, threads));
        }
    }
}
