package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease on another connection while a command takes long. It ticks from the first command on that wants to be
 * kept alive, and takes a connection for each renewal alone: a run that is over before the first tick needs none, and a
 * pool has it back as soon as the renewal is done. Nobody waits for it: where no second connection is to be had, the
 * lease is renewed between statements.
 */
final class Heartbeat {
    private final AsyncTxRunner runner;
    private final Executor executor;
    private @Nullable KeepAlive wanted;
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
    }

    private synchronized @Nullable KeepAlive wanted() {
        return wanted;
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
                return;
            }
            current = wanted;
        }
        if (current == null) {
            pause(last);
            return;
        }
        runner.open().thenCompose(this::renew).whenComplete((done, failure) -> {
            if (failure != null) {
                failed(failure);
            }
            pause(current);
        });
    }

    /** A connection that was long in coming may find another command under way, or none. */
    private CompletionStage<Void> renew(AsyncTxSession session) {
        KeepAlive current = wanted();
        CompletionStage<?> renewal =
                current == null ? CompletableFuture.completedStage(null) : run(session, current.renewal());
        return renewal.handle((result, failure) -> session.close()
                        .thenCompose(closing -> failure == null
                                ? CompletableFuture.<Void>completedStage(null)
                                : CompletableFuture.<Void>failedStage(failure)))
                .thenCompose(Function.identity());
    }

    private static CompletionStage<TxResult> run(AsyncTxSession session, TxScript renewal) {
        try {
            return session.run(renewal);
        } catch (RuntimeException broken) {
            return CompletableFuture.failedStage(broken);
        }
    }

    private synchronized void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        // A command that has ended in the meantime has released the lease, or renewed it itself.
        if (wanted != null && !complained) {
            complained = true;
            complaint = cause.getMessage();
        }
    }
}
