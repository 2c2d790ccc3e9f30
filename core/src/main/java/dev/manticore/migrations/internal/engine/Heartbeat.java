package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease on a connection of its own while a command takes long, and looks whether the server still carries it
 * out. It ticks from the first command on that wants to be kept alive; a run that is over before the first tick never
 * opens that connection. Nobody waits for it: where no second connection is to be had, the lease is renewed between
 * statements. Between commands it has no connection, since it could be the only one that there is, and the run might
 * want to open one itself.
 */
final class Heartbeat {
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);
    /** A lease lasts three. */
    private static final int LONGEST_SILENCE_BEATS = 6;

    private static final int LONGEST_CHAIN = 20;

    private static final String UNREACHABLE = "the server has not answered on any connection for a while";
    private static final String DONE = "the server is done with it, but its answer did not arrive";

    /**
     * What is under way.
     *
     * @param start when it began, in nanoseconds
     * @param giveUp told why, when its answer is not to be waited for any longer
     */
    private record Waiting(
            long command, long start, KeepAlive keepAlive, OptionalInt backend, Consumer<String> giveUp) {
        Duration lasted() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /**
     * What came back.
     *
     * @param lost whether it tells that what is under way will not be answered
     */
    private record Beat(boolean lost) {}

    private final AsyncTxRunner runner;
    private final Executor executor;
    private @Nullable Waiting wanted;
    private @Nullable AsyncTxSession session;
    private CompletableFuture<Void> returned = CompletableFuture.completedFuture(null);
    private @Nullable String complaint;
    private boolean ticking;
    private boolean renewing;
    private long asked;
    private long answered;
    // Whether the server gave no answer on a connection that was open, or to one that was to be, and none since.
    private boolean silent;
    private boolean complained;
    private boolean closed;
    private long commands;

    /** Beats through {@code runner}; {@code executor} carries what comes after a pause and must not block for long. */
    Heartbeat(AsyncTxRunner runner, Executor executor) {
        this.runner = runner;
        this.executor = executor;
    }

    /**
     * A command begins.
     *
     * @param keepAlive null if it needs no care
     * @param backend the server's process that carries it out, if that is known
     * @param giveUp told why, when its answer is not to be waited for any longer; on some thread
     * @return what to end it with
     */
    synchronized long begin(@Nullable KeepAlive keepAlive, OptionalInt backend, Consumer<String> giveUp) {
        commands++;
        wanted = keepAlive == null ? null : new Waiting(commands, System.nanoTime(), keepAlive, backend, giveUp);
        silent = false;
        answered = System.nanoTime();
        if (keepAlive != null && !ticking && !closed) {
            ticking = true;
            pause(keepAlive);
        }
        return commands;
    }

    /** A command is over; one that was given up may say so late, and is of no account then. */
    synchronized void end(long command) {
        if (command == commands) {
            end();
        }
    }

    private void end() {
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
        Waiting next;
        AsyncTxSession open;
        synchronized (this) {
            if (closed) {
                return;
            }
            next = wanted;
            open = session;
            if (next != null && !renewing) {
                renewing = true;
                asked = System.nanoTime();
            } else {
                next = null;
            }
        }
        if (next != null) {
            renew(open, next);
            pause(next.keepAlive());
        } else {
            missed(open, last);
            pause(last);
        }
    }

    /** A beat at which the one before has not ended, or at which nobody waits. */
    private void missed(@Nullable AsyncTxSession open, KeepAlive last) {
        long now = System.nanoTime();
        boolean unanswered;
        Waiting unreachable = null;
        synchronized (this) {
            if (!renewing) {
                return;
            }
            complain("no second connection, or no answer on it, in " + Text.seconds(last.every()));
            // While there is none, it may be a pool that has no other.
            unanswered = open != null && now - asked >= last.every().toNanos();
            silent |= unanswered;
            if (silent && wanted != null && isSilentFor(wanted, now)) {
                unreachable = wanted;
            }
        }
        if (unanswered && open != null) {
            open.abort();
        }
        if (unreachable != null) {
            unreachable.giveUp().accept(UNREACHABLE);
        }
    }

    private boolean isSilentFor(Waiting waiting, long now) {
        return now - answered
                >= waiting.keepAlive()
                        .every()
                        .multipliedBy(LONGEST_SILENCE_BEATS)
                        .toNanos();
    }

    private void renew(@Nullable AsyncTxSession open, Waiting waiting) {
        CompletionStage<Beat> renewal;
        try {
            renewal = (open == null ? runner.open().thenApply(this::keep) : CompletableFuture.completedStage(open))
                    .thenCompose(opened -> send(opened, waiting));
        } catch (RuntimeException broken) {
            renewal = CompletableFuture.failedStage(broken);
        }
        renewal.whenComplete((beat, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            String reason = cause == null ? renewed(beat, waiting) : notRenewed(cause, waiting);
            if (reason != null) {
                waiting.giveUp().accept(reason);
            }
        });
    }

    private synchronized AsyncTxSession keep(AsyncTxSession opened) {
        session = opened;
        asked = System.nanoTime();
        returned = new CompletableFuture<>();
        return opened;
    }

    /** Nothing if the command has ended in the meantime, which has released the lease or renewed it itself. */
    private CompletionStage<Beat> send(AsyncTxSession open, Waiting waiting) {
        synchronized (this) {
            if (wanted == null) {
                return CompletableFuture.completedStage(new Beat(false));
            }
        }
        Duration waited = waiting.lasted();
        return new Command.Run(waiting.keepAlive().script(waiting.backend()))
                .on(open)
                .thenApply(answer -> new Beat(waiting.keepAlive().isLost(answer, waited)));
    }

    /** Why what is waited for is not to be waited for any longer, or null. */
    private synchronized @Nullable String renewed(Beat beat, Waiting waiting) {
        renewing = false;
        heard();
        if (wanted == null) {
            giveBack();
        }
        return beat.lost() && isStill(waiting) ? DONE : null;
    }

    /** The same, after a failure. */
    private @Nullable String notRenewed(Throwable cause, Waiting waiting) {
        boolean lost = !(cause instanceof TxFailure facts) || Failures.isSessionOver(facts);
        AsyncTxSession over;
        boolean unreachable;
        synchronized (this) {
            renewing = false;
            complain(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
            if (cause instanceof TxFailure facts && facts.sqlState() != null && !lost) {
                heard();
            } else {
                silent |= isTimeout(cause);
            }
            unreachable = silent && isStill(waiting) && isSilentFor(waiting, System.nanoTime());
            over = lost ? session : null;
        }
        if (over != null) {
            over.abort();
        }
        synchronized (this) {
            if (lost || wanted == null) {
                giveBack();
            }
        }
        return unreachable ? UNREACHABLE : null;
    }

    private void heard() {
        silent = false;
        answered = System.nanoTime();
    }

    private boolean isStill(Waiting waiting) {
        return wanted != null && wanted.command() == waiting.command();
    }

    /** Nobody answered when a connection was made; unlike a pool that has none to give, which says nothing of the server. */
    private static boolean isTimeout(Throwable failure) {
        // Nothing keeps a chain of causes from being a circle.
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .anyMatch(cause -> cause instanceof IOException
                        && cause.getClass().getSimpleName().contains("Timeout"));
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
