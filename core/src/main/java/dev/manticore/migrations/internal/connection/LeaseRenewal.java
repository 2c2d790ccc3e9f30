package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease on a connection of its own while a command takes long: a loop on one thread, which starts when the
 * first renewal is due and gives its connection back when the command ends. Between commands it holds none, since a pool
 * may have only one, which the run itself may need to reconnect.
 *
 * <p>Nobody waits for it: where no second connection is available, the lease is renewed between statements. A loop that
 * hangs cannot tell that it misses renewals, therefore a timer calls {@link #check()}.
 */
final class LeaseRenewal {
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(1);
    /** The lease lasts three. */
    private static final int LONGEST_SILENCE_IN_RENEWALS = 6;

    private static final int LONGEST_CAUSE_CHAIN = 20;

    private static final String UNREACHABLE = "the server has not answered on any connection for a while";
    private static final String DONE = "the server is done with it, but its answer did not arrive";

    /** The command that is outstanding. */
    private record Command(
            long start, KeepAlive keepAlive, OptionalInt backend, Consumer<String> giveUp, CountDownLatch ended) {
        Duration lasted() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private final TxRunner runner;
    private final Executor executor;
    // All guarded by this.
    private @Nullable Command current;
    private @Nullable CountDownLatch loopEnd;
    private @Nullable Thread loop;
    private @Nullable TxSession session;
    private @Nullable String complaint;
    private boolean complained;
    private boolean asking;
    private long asked;
    private long answered;
    // Whether the server has left something unanswered since it last answered.
    private boolean silent;

    /** Renews over sessions of {@code runner}, on threads of {@code executor}, which it may block. */
    LeaseRenewal(TxRunner runner, Executor executor) {
        this.runner = runner;
        this.executor = executor;
    }

    /**
     * A command begins.
     *
     * @param backend the server process that executes it, if known
     * @param giveUp called with the reason, on some thread, when its answer is no longer worth waiting for
     */
    synchronized void begin(KeepAlive keepAlive, OptionalInt backend, Consumer<String> giveUp) {
        current = new Command(System.nanoTime(), keepAlive, backend, giveUp, new CountDownLatch(1));
        silent = false;
        answered = System.nanoTime();
    }

    /** The command is over. */
    synchronized void end() {
        Command over = current;
        current = null;
        if (over != null) {
            over.ended().countDown();
        }
    }

    /** Why a renewal failed; the first time only. */
    synchronized Optional<String> takeComplaint() {
        Optional<String> taken = Optional.ofNullable(complaint);
        complaint = null;
        return taken;
    }

    /** Called by a timer: starts the loop when the first renewal is due, and judges one that takes too long. */
    void check() {
        Command command;
        TxSession unanswered = null;
        boolean unreachable = false;
        synchronized (this) {
            command = current;
            if (command == null
                    || command.lasted().compareTo(command.keepAlive().every()) < 0) {
                return;
            }
            Duration every = command.keepAlive().every();
            if (loopEnd == null) {
                start(command);
            } else if (asking && Durations.isOver(asked, every)) {
                complain("no second connection, or no answer on it, in " + Durations.seconds(every));
                // While there is no session, the pool may simply have no other connection.
                unanswered = session;
                silent |= unanswered != null;
                unreachable = isUnreachable(command);
            }
        }
        if (unanswered != null) {
            unanswered.abort();
        }
        if (unreachable) {
            command.giveUp().accept(UNREACHABLE);
        }
    }

    private void start(Command command) {
        CountDownLatch end = new CountDownLatch(1);
        loopEnd = end;
        try {
            executor.execute(() -> renewUntilTheEndOf(command, end));
        } catch (RejectedExecutionException refused) {
            loopEnd = null;
            complain(message(refused));
        }
    }

    private void renewUntilTheEndOf(Command command, CountDownLatch end) {
        synchronized (this) {
            loop = Thread.currentThread();
        }
        try {
            do {
                renew(command);
            } while (!command.ended().await(command.keepAlive().every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException closing) {
            // The run is over and waits no longer.
        } finally {
            giveSessionBack();
            synchronized (this) {
                loop = null;
                loopEnd = null;
                // An interrupt that came late must not hit what the executor's thread does next.
                Thread.interrupted();
            }
            end.countDown();
        }
    }

    private void renew(Command command) {
        if (command.ended().getCount() == 0) {
            return;
        }
        try {
            TxSession open = openSession();
            if (command.ended().getCount() == 0) {
                // The command has released the lease, or renewed it itself.
                return;
            }
            Duration waited = command.lasted();
            TxResult answer = open.run(command.keepAlive().script(command.backend()));
            heard();
            if (command.keepAlive().isLost(answer, waited)) {
                command.giveUp().accept(DONE);
            }
        } catch (TxFailure | RuntimeException failure) {
            failed(command, failure);
        } finally {
            synchronized (this) {
                asking = false;
            }
        }
    }

    private TxSession openSession() throws TxFailure {
        synchronized (this) {
            asking = true;
            asked = System.nanoTime();
            if (session != null) {
                return session;
            }
        }
        TxSession opened = Objects.requireNonNull(runner.open(), "a runner opened no session");
        synchronized (this) {
            session = opened;
            asked = System.nanoTime();
        }
        return opened;
    }

    private void failed(Command command, Exception failure) {
        boolean lost = !(failure instanceof TxFailure facts) || FailureKind.isSessionOver(facts);
        boolean unreachable;
        synchronized (this) {
            complain(message(failure));
            if (!lost && failure instanceof TxFailure facts && facts.sqlState() != null) {
                heard();
            } else {
                silent |= isTimeout(failure);
            }
            unreachable = isUnreachable(command);
        }
        if (lost) {
            abortSession();
        }
        if (unreachable) {
            command.giveUp().accept(UNREACHABLE);
        }
    }

    private static String message(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private synchronized void heard() {
        silent = false;
        answered = System.nanoTime();
    }

    private boolean isUnreachable(Command command) {
        return silent
                && command.ended().getCount() > 0
                && Durations.isOver(answered, command.keepAlive().every().multipliedBy(LONGEST_SILENCE_IN_RENEWALS));
    }

    /** The server did not answer a connection attempt. A pool that has no connection left says nothing about the server. */
    private static boolean isTimeout(Throwable failure) {
        // A chain of causes may be a circle.
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CAUSE_CHAIN)
                .anyMatch(cause -> cause instanceof IOException
                        && cause.getClass().getSimpleName().contains("Timeout"));
    }

    /** Once in a run, and only while a command is outstanding. */
    private void complain(String reason) {
        if (current != null && !complained) {
            complained = true;
            complaint = reason;
        }
    }

    private void abortSession() {
        TxSession lost;
        synchronized (this) {
            lost = session;
        }
        if (lost != null) {
            lost.abort();
        }
        giveSessionBack();
    }

    private void giveSessionBack() {
        TxSession open;
        synchronized (this) {
            open = session;
            session = null;
        }
        if (open != null) {
            Connection.giveBack(open);
        }
    }

    /** Waits for the connection to come back, but not long, and not for one that is not open yet. */
    void close() {
        end();
        CountDownLatch end;
        boolean open;
        synchronized (this) {
            end = loopEnd;
            open = session != null;
        }
        if (end == null) {
            return;
        }
        try {
            if (open && end.await(LONGEST_CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        TxSession unanswered;
        synchronized (this) {
            unanswered = session;
            if (loop != null) {
                loop.interrupt();
            }
        }
        if (unanswered != null) {
            unanswered.abort();
        }
    }
}
