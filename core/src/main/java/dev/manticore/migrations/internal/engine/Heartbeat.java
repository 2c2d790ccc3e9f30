package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.Objects;
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
 * second connection is to be had, the lease is renewed between statements. Between commands it has no connection, since
 * it could be the only one that there is, and the run might want to open one itself.
 */
final class Heartbeat {
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);

    private final AsyncTxRunner runner;
    private final Executor executor;
    private @Nullable KeepAlive wanted;
    private @Nullable AsyncTxSession session;
    private CompletableFuture<Void> returned = CompletableFuture.completedFuture(null);
    private @Nullable String complaint;
    private boolean ticking;
    private boolean renewing;
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
        giveBack();
    }

    /** Why a renewal did not work, the first time only. */
    synchronized Optional<String> takeComplaint() {
        Optional<String> taken = Optional.ofNullable(complaint);
        complaint = null;
        return taken;
    }

    /**
     * Ends for good.
     *
     * @return completes when its connection was given back, or after a while where a renewal gets no answer; nobody waits
     *     for one that has not been opened yet
     */
    synchronized CompletionStage<Void> close() {
        closed = true;
        end();
        return returned.copy().completeOnTimeout(null, LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pause(KeepAlive keepAlive) {
        CompletableFuture.delayedExecutor(keepAlive.every().toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(() -> tick(keepAlive));
    }

    private void tick(KeepAlive last) {
        KeepAlive next;
        AsyncTxSession open;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (wanted == null || renewing) {
                if (renewing) {
                    complain("no second connection, or no answer on it, in " + Text.seconds(last.every()));
                }
                pause(last);
                return;
            }
            next = wanted;
            renewing = true;
            open = session;
        }
        renew(open).whenComplete((renewed, failure) -> renewed(failure));
        pause(next);
    }

    private CompletionStage<?> renew(@Nullable AsyncTxSession open) {
        try {
            return (open == null ? runner.open().thenApply(this::keep) : CompletableFuture.completedStage(open))
                    .thenCompose(this::send);
        } catch (RuntimeException broken) {
            return CompletableFuture.failedStage(broken);
        }
    }

    private synchronized AsyncTxSession keep(AsyncTxSession opened) {
        session = opened;
        returned = new CompletableFuture<>();
        return opened;
    }

    /** Nothing if the command has ended in the meantime, which has released the lease or renewed it itself. */
    private CompletionStage<?> send(AsyncTxSession open) {
        KeepAlive current;
        synchronized (this) {
            current = wanted;
        }
        return current == null ? CompletableFuture.completedStage(null) : new Command.Run(current.renewal()).on(open);
    }

    private synchronized void renewed(@Nullable Throwable failure) {
        renewing = false;
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause != null) {
            complain(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        }
        boolean lost = cause != null && (!(cause instanceof TxFailure facts) || facts.sessionLost());
        if (lost || wanted == null) {
            giveBack();
        }
    }

    /** Once, and only while it matters. */
    private void complain(String reason) {
        if (wanted != null && !complained) {
            complained = true;
            complaint = reason;
        }
    }

    /** What is under way on it ends first. */
    private void giveBack() {
        AsyncTxSession open = session;
        if (open == null || renewing) {
            return;
        }
        session = null;
        CompletableFuture<Void> closing = returned;
        Closing.of(open).thenRun(() -> closing.complete(null));
    }
}
