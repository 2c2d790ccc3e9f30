package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the outstanding command on a timer, since the run's thread heeds neither limits nor interrupts while it waits:
 * gives the connection up when the answer takes too long, has the statement cancelled when the run is interrupted, and
 * starts and judges the renewal of the lease.
 */
final class CommandWatch {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");
    private static final long LONGEST_TICK_MILLIS = 100;
    /** How long a cancelled statement may take to end, or a connection to open after an interrupt. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Thread waiting;
    private final Interrupts interrupts;
    private final LeaseRenewal renewal;
    private final ReceivedMessages messages;
    private @Nullable TxSession session;
    private @Nullable Waiting how;
    private boolean opening;
    private boolean openingTimedOut;
    private long commands;
    private long since;
    private boolean cancelled;
    private long cancelledAt;
    private @Nullable String givenUp;
    private boolean ticking;
    private boolean closed;

    /** Watches over the commands that {@code waiting} waits for. */
    CommandWatch(Thread waiting, Interrupts interrupts, LeaseRenewal renewal, ReceivedMessages messages) {
        this.waiting = waiting;
        this.interrupts = interrupts;
        this.renewal = renewal;
        this.messages = messages;
    }

    /** A command begins. */
    synchronized void begin(TxSession on, Waiting waitingHow) {
        long command = start();
        session = on;
        how = waitingHow;
        givenUp = null;
        KeepAlive keepAlive = waitingHow.keepAlive();
        if (keepAlive != null) {
            renewal.begin(new RenewedCommand(
                    keepAlive, waitingHow.locks(), on.backend(), messages::jobs, reason -> giveUp(command, reason)));
        }
    }

    /** A connection is opened although the run was interrupted: the wait for it is interrupted once more after a while. */
    synchronized void beginOpening() {
        start();
        opening = true;
    }

    /** Whether a connection did not open in time after an interrupt. */
    synchronized boolean hasOpeningTimedOut() {
        return openingTimedOut;
    }

    private long start() {
        commands++;
        since = System.nanoTime();
        cancelled = false;
        if (!ticking) {
            ticking = true;
            scheduleTick();
        }
        return commands;
    }

    /** The command is over, or the connection open. */
    void end() {
        synchronized (this) {
            session = null;
            opening = false;
        }
        renewal.end();
    }

    synchronized void close() {
        closed = true;
        session = null;
    }

    /** The failure to report: a connection that was given up here fails with the reason for it. */
    synchronized TxFailure reported(TxFailure failure) {
        String reason = givenUp;
        return reason == null
                ? failure
                : TxFailure.in(TxFailure.Phase.UNANSWERED, reason)
                        .sessionLost(true)
                        .cause(failure)
                        .build();
    }

    private void giveUp(long command, String reason) {
        TxSession lost;
        synchronized (this) {
            lost = session;
            if (lost == null || command != commands || givenUp != null) {
                return;
            }
            givenUp = reason;
        }
        Connection.abort(lost);
    }

    /** Does not cancel a command that has ended in the meantime, nor the one after it. */
    private void cancel(long command) {
        TxSession open;
        synchronized (this) {
            open = command == commands ? session : null;
        }
        if (open == null) {
            return;
        }
        try {
            open.cancel();
        } catch (RuntimeException failure) {
            LOG.warn("A statement could not be cancelled.", failure);
        }
    }

    private void scheduleTick() {
        CompletableFuture.delayedExecutor(tickMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(this::tick);
    }

    private long tickMillis() {
        Waiting current = how;
        long tick = LONGEST_TICK_MILLIS;
        if (current != null && current.limit() != null) {
            tick = Math.min(tick, current.limit().toMillis() / 2);
        }
        if (current != null && current.keepAlive() != null) {
            tick = Math.min(tick, current.keepAlive().every().toMillis() / 2);
        }
        return Math.max(1, tick);
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException | Error failure) {
            LOG.warn("The watch over a command failed; it goes on.", failure);
        } finally {
            synchronized (this) {
                if (!closed) {
                    scheduleTick();
                }
            }
        }
    }

    private void look() {
        long command;
        boolean cancel;
        String reason;
        synchronized (this) {
            if (closed) {
                return;
            }
            command = commands;
            cancel = isToBeCancelled();
            reason = reasonToGiveUp();
            if (opening && Durations.isOver(since, GRACE)) {
                opening = false;
                openingTimedOut = true;
                waiting.interrupt();
            }
        }
        if (cancel) {
            // Cancelling may take a connection of its own, and all runs share the timer's thread.
            RunThreads.start("manticore-cancel", () -> cancel(command));
        }
        if (reason != null) {
            giveUp(command, reason);
        }
        renewal.check();
    }

    private boolean isToBeCancelled() {
        if (session == null || givenUp != null || cancelled || how == null || !how.cancellable()) {
            return false;
        }
        if (interrupts.isPending()) {
            cancelled = true;
            cancelledAt = System.nanoTime();
        }
        return cancelled;
    }

    private @Nullable String reasonToGiveUp() {
        if (session == null || givenUp != null || how == null) {
            return null;
        }
        Duration limit = how.limit();
        if (limit != null && Durations.isOver(since, limit)) {
            return "no answer in " + Durations.seconds(limit);
        }
        return cancelled && Durations.isOver(cancelledAt, GRACE)
                ? "the run was interrupted, and the statement did not end in " + Durations.seconds(GRACE)
                : null;
    }
}
