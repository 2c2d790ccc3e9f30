package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.AwaitedTxRunner;
import dev.manticore.migrations.internal.connection.Connection;
import dev.manticore.migrations.internal.connection.Interrupts;
import dev.manticore.migrations.internal.placeholder.HiddenValues;
import dev.manticore.migrations.internal.placeholder.HidingTxRunner;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/**
 * Carries operations out on threads of an executor, one for each run, which waits for the stages of a non-blocking runner.
 * Thread-safe and without state.
 */
public final class AsyncRuns {
    private final AsyncTxRunner runner;
    private final Executor executor;
    private final Settings settings;
    private final Environment environment;
    private final MigrationListener listener;

    /**
     * Runs over {@code runner}.
     *
     * @param executor gives each task a thread at once, which the task may block
     */
    public AsyncRuns(AsyncTxRunner runner, Executor executor, Settings settings, Environment environment) {
        this.runner = runner;
        this.executor = executor;
        this.settings = settings;
        this.environment = environment;
        this.listener = new Listeners(settings);
    }

    /** The same runs, each of whose tasks {@code wrap} surrounds. */
    public AsyncRuns wrapping(UnaryOperator<Runnable> wrap) {
        return new AsyncRuns(runner, task -> executor.execute(wrap.apply(task)), settings, environment);
    }

    /** Starts an operation; the result completes exactly once, when the connections are given back. */
    public <T> AsyncRun<T> start(Operation<T> operation) {
        RunFuture<T> future = new RunFuture<>();
        try {
            executor.execute(() -> future.complete(() -> carryOut(operation)));
        } catch (RejectedExecutionException closed) {
            future.completeExceptionally(new RunInterruptedException(
                    "The executor accepts no more tasks; it has probably been shut down. Nothing was done.",
                    Remedy.of("Give the migrator an executor that is open."),
                    MigrationReport.EMPTY,
                    closed));
        }
        return future;
    }

    private TxRunner sessions(Runnable onInterrupt) {
        return InitializingTxRunner.over(new AwaitedTxRunner(runner, onInterrupt), settings.initSql());
    }

    private <T> T carryOut(Operation<T> operation) {
        Interrupts interrupts = new Interrupts(Thread.currentThread());
        HiddenValues hidden = new HiddenValues(settings.reading().placeholders());
        try (Connection connection = new Connection(
                HidingTxRunner.over(sessions(interrupts::notice), hidden),
                HidingTxRunner.over(sessions(() -> {}), hidden),
                executor,
                listener,
                interrupts)) {
            Run run = new Run(settings, environment, listener, connection, executor);
            // It may have been cancelled while it waited for this thread.
            run.checkInterrupted("before it began");
            return operation.carryOut(run);
        }
    }
}
