package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.internal.load.MigrationSet;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading of all sources on another thread, while the run's own thread connects. If the executor has no thread for it, {@link
 * #files} reads them itself. For the run's thread.
 */
public final class Loading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private final FutureTask<MigrationSet> task;
    // Whoever sets it reads, or decides that nobody does.
    private final AtomicBoolean begun = new AtomicBoolean();

    private Loading(FutureTask<MigrationSet> task) {
        this.task = task;
    }

    /** Begins to read. */
    static Loading start(Executor executor, Callable<MigrationSet> reading) {
        Loading loading = new Loading(new FutureTask<>(reading));
        try {
            executor.execute(loading::readOnce);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The executor accepts no more tasks; the migrations are read when they are needed.", closed);
        }
        return loading;
    }

    private void readOnce() {
        if (begun.compareAndSet(false, true)) {
            task.run();
        }
    }

    /** What was read; waits until it is. An interrupt is kept for later: reading ends soon. */
    public MigrationSet files() {
        readOnce();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw rethrown(Objects.requireNonNull(failure.getCause()));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** Waits until everything is read, whatever came of it. What nobody has begun to read is not read any more. */
    @Override
    public void close() {
        if (begun.compareAndSet(false, true)) {
            task.cancel(false);
            return;
        }
        try {
            files();
        } catch (RuntimeException | Error ofSource) {
            LOG.debug("The migrations could not be read.", ofSource);
        }
    }
}
