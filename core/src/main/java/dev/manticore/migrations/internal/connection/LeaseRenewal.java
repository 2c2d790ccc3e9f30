package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final String UNREACHABLE = "the server has not answered on any connection for a while";
    private static final String DONE = "the server is done with it, but its answer did not arrive";

    /** The command that is outstanding. */
    private record Command(
            long start, KeepAlive keepAlive, OptionalInt backend, Consumer<String> giveUp, CountDownLatch ended) {
        Duration lasted() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        Duration every() {
            return keepAlive.every();
        }

        boolean isOver() {
            return ended.getCount() == 0;
        }
    }

    private final TxRunner runner;
    private final Executor executor;
    private final ServerSilence silence = new ServerSilence();
    // All guarded by this.
    private @Nullable Command current;
    private @Nullable CountDownLatch loopEnd;
    private @Nullable Thread loop;
    private @Nullable TxSession session;
    private @Nullable String complaint;
    private boolean complained;
    private boolean asking;
    private long asked;

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
        silence.heard();
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
        CountDownLatch starting = null;
        TxSession unanswered = null;
        synchronized (this) {
            command = current;
            if (command == null || command.lasted().compareTo(command.every()) < 0) {
                return;
            }
            if (loopEnd == null) {
                starting = new CountDownLatch(1);
                loopEnd = starting;
            } else if (asking && Durations.isOver(asked, command.every())) {
                complain("no second connection, or no answer on it, in " + Durations.seconds(command.every()));
                // While there is no session, the pool may simply have no other connection.
                unanswered = session;
                if (unanswered != null) {
                    silence.missed();
                }
            } else {
                return;
            }
        }
        if (starting != null) {
            start(command, starting);
            return;
        }
        if (unanswered != null) {
            Connection.abort(unanswered);
        }
        giveUpIfUnreachable(command);
    }

    private void start(Command command, CountDownLatch end) {
        try {
            executor.execute(() -> renewUntilTheEndOf(command, end));
        } catch (RuntimeException refused) {
            notStarted(message(refused));
        } catch (Error noThread) {
            notStarted(String.valueOf(noThread));
            throw noThread;
        }
    }

    private synchronized void notStarted(String reason) {
        loopEnd = null;
        complain(reason);
    }

    private void renewUntilTheEndOf(Command command, CountDownLatch end) {
        synchronized (this) {
            loop = Thread.currentThread();
        }
        try {
            do {
                renew(command);
            } while (!command.ended().await(command.every().toMillis(), TimeUnit.MILLISECONDS));
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
        if (command.isOver()) {
            return;
        }
        try {
            TxSession open = openSession();
            if (command.isOver()) {
                // The command has released the lease, or renewed it itself.
                return;
            }
            Duration waited = command.lasted();
            TxResult answer = open.run(command.keepAlive().script(command.backend()));
            silence.heard();
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
        synchronized (this) {
            complain(message(failure));
        }
        if (!lost && failure instanceof TxFailure facts && facts.sqlState() != null) {
            silence.heard();
        } else {
            silence.failed(failure);
        }
        if (lost) {
            abortSession();
        }
        giveUpIfUnreachable(command);
    }

    private static String message(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private void giveUpIfUnreachable(Command command) {
        if (!command.isOver() && silence.isTooLong(command.every())) {
            command.giveUp().accept(UNREACHABLE);
        }
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
            Connection.abort(lost);
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
            Connection.abort(unanswered);
        }
    }
}
