package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease on a connection of its own while a command takes long. It ticks from the first command on that wants
 * to be kept alive; a run that is over before the first tick never opens that connection. Nobody waits for it: where no
 * second connection is to be had, the lease is renewed between statements.
 */
final class Heartbeat {
    private final AsyncTxRunner runner;
    private final Executor executor;
    private @Nullable KeepAlive wanted;
    private @Nullable AsyncTxSession session;
    private @Nullable String complaint;
    private boolean ticking;
    private boolean complained;
    private boolean closed;

    /** Beats through {@code runner}; {@code executor} carries what comes after a pause and must not block for long. */
    Heartbeat(AsyncTxRunner runner, Executor executor) {
        this.runner = runner;
        this.executor = executor;
    }

    synchronized void begin(@Nullable KeepAlive keepAlive) {
        wanted = keepAlive;
        if (keepAlive != null && !ticking && !closed) {
            ticking = true;
            pause(keepAlive);
        }
    }

    synchronized void end() {
        wanted = null;
    }

    /** Why a renewal did not work, the first time only. */
    synchronized Optional<String> takeComplaint() {
        Optional<String> taken = Optional.ofNullable(complaint);
        complaint = null;
        return taken;
    }

    synchronized void close() {
        closed = true;
        wanted = null;
        if (!ticking) {
            closeSession();
        }
    }

    private void pause(KeepAlive keepAlive) {
        CompletableFuture.delayedExecutor(keepAlive.every().toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(() -> tick(keepAlive));
    }

    private void tick(KeepAlive last) {
        KeepAlive current;
        synchronized (this) {
            if (closed) {
                ticking = false;
                closeSession();
                return;
            }
            current = wanted;
        }
        if (current == null) {
            pause(last);
            return;
        }
        open().thenCompose(open -> new Command.Run(current.renewal()).on(open)).whenComplete((result, failure) -> {
            if (failure != null) {
                failed(failure);
            }
            pause(current);
        });
    }

    private synchronized CompletionStage<AsyncTxSession> open() {
        if (session != null) {
            return CompletableFuture.completedStage(session);
        }
        return runner.open().thenApply(this::keep);
    }

    private synchronized AsyncTxSession keep(AsyncTxSession opened) {
        session = opened;
        return opened;
    }

    private synchronized void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        // A command that has ended in the meantime has released the lease, or renewed it itself.
        if (wanted != null && !complained) {
            complained = true;
            complaint = cause.getMessage();
        }
        if (!(cause instanceof TxFailure facts) || facts.sessionLost()) {
            closeSession();
        }
    }

    private void closeSession() {
        AsyncTxSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
