package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a thread that waits for an answer, since a blocking driver heeds neither limits nor interrupts: gives the
 * connection up when the answer takes too long, and has the statement cancelled when the thread is interrupted.
 */
final class CommandWatch {
    private static final Duration TICK = Duration.ofMillis(100);
    /** How long a cancelled statement may take to end. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Thread waiting;
    private @Nullable TxSession session;
    private long commands;
    private Patience patience = Patience.ENDLESS;
    private long since;
    private boolean cancelled;
    private long cancelledAt;
    private @Nullable String givenUp;
    private boolean ticking;
    private boolean closed;

    /** Watches over commands that {@code waiting} waits for. */
    CommandWatch(Thread waiting) {
        this.waiting = waiting;
    }

    /**
     * A command begins.
     *
     * @return its number, to give it up by
     */
    synchronized long begin(TxSession on, Patience how) {
        commands++;
        session = on;
        patience = how;
        since = System.nanoTime();
        cancelled = false;
        givenUp = null;
        if (!ticking) {
            ticking = true;
            pause();
        }
        return commands;
    }

    /** The command is over. */
    synchronized void end() {
        session = null;
    }

    synchronized void close() {
        closed = true;
        session = null;
    }

    /** The failure as it is to be told: a connection that was given up here fails in words of its own. */
    synchronized TxFailure told(TxFailure failure) {
        String reason = givenUp;
        return reason == null
                ? failure
                : TxFailure.in(TxFailure.Phase.UNANSWERED, reason)
                        .sessionLost(true)
                        .cause(failure)
                        .build();
    }

    /** Gives the connection up under a command, if it is still under way. */
    void giveUp(long command, String reason) {
        TxSession lost;
        synchronized (this) {
            lost = session;
            if (lost == null || command != commands || givenUp != null) {
                return;
            }
            givenUp = reason;
        }
        lost.abort();
    }

    /** What has ended in the meantime is not cancelled, nor what came after it. */
    private void cancel(long command) {
        TxSession open;
        synchronized (this) {
            open = command == commands ? session : null;
        }
        if (open != null) {
            open.cancel();
        }
    }

    private void pause() {
        CompletableFuture.delayedExecutor(TICK.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(this::tick);
    }

    private void tick() {
        boolean cancel = false;
        long command;
        String reason = null;
        synchronized (this) {
            if (closed) {
                return;
            }
            command = commands;
            if (session != null && givenUp == null) {
                long now = System.nanoTime();
                Duration limit = patience.limit();
                if (limit != null && now - since >= limit.toNanos()) {
                    reason = "no answer in " + Text.seconds(limit);
                } else if (cancelled && now - cancelledAt >= GRACE.toNanos()) {
                    reason = "the run was interrupted, and what was under way did not end in " + Text.seconds(GRACE);
                } else if (patience.cancellable() && !cancelled && waiting.isInterrupted()) {
                    cancelled = true;
                    cancelledAt = now;
                    cancel = true;
                }
            }
        }
        if (cancel) {
            // It may take a connection of its own, for which this thread, which all watches share, must not wait.
            Threads.start("manticore-cancel", () -> cancel(command));
        }
        if (reason != null) {
            giveUp(command, reason);
        }
        pause();
    }
}
