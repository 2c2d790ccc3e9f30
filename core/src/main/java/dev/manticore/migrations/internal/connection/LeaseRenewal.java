package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease on a connection of its own while a command takes long, and asks there who blocks it: a loop on one
 * thread, which starts when there is something to ask and gives its connection back when the command ends. Between
 * commands it holds none, since a pool may have only one, which the run itself may need to reconnect.
 *
 * <p>Nobody waits for it: where no second connection is available, the lease is renewed between statements. A loop that
 * hangs cannot tell that it misses renewals, therefore a timer calls {@link #check()}.
 */
final class LeaseRenewal {
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(1);
    private static final String UNREACHABLE = "the server has not answered on any connection for a while";
    private static final String DONE = "the server is done with it, but its answer did not arrive";

    private final Executor executor;
    private final SecondConnection second;
    private final ServerSilence silence = new ServerSilence();
    // All guarded by this.
    private @Nullable RenewedCommand current;
    private @Nullable CountDownLatch loopEnd;
    private @Nullable Thread loop;
    private @Nullable String complaint;
    private boolean complained;

    /** Renews over sessions of {@code runner}, on threads of {@code executor}, which it may block. */
    LeaseRenewal(TxRunner runner, Executor executor) {
        this.second = new SecondConnection(runner);
        this.executor = executor;
    }

    /** A command begins. */
    synchronized void begin(RenewedCommand command) {
        current = command;
        silence.heard();
    }

    /** The command is over. */
    void end() {
        RenewedCommand over;
        synchronized (this) {
            over = current;
            current = null;
        }
        if (over != null) {
            over.end();
        }
    }

    /** Why a renewal failed; the first time only. */
    synchronized Optional<String> takeComplaint() {
        Optional<String> taken = Optional.ofNullable(complaint);
        complaint = null;
        return taken;
    }

    /** Called by a timer: starts the loop when there is something to ask, and judges a question that takes too long. */
    void check() {
        RenewedCommand command;
        CountDownLatch starting = null;
        synchronized (this) {
            command = current;
            if (command == null) {
                return;
            }
            if (loopEnd == null) {
                if (!command.isDue()) {
                    return;
                }
                starting = new CountDownLatch(1);
                loopEnd = starting;
            } else if (command.isLong() && second.isOverdue(command.every())) {
                complain("no second connection, or no answer on it, in " + Durations.seconds(command.every()));
                // While there is no session, the pool may simply have no other connection.
                if (second.isOpen()) {
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
        second.abort();
        giveUpIfUnreachable(command);
    }

    private void start(RenewedCommand command, CountDownLatch end) {
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

    private void renewUntilTheEndOf(RenewedCommand command, CountDownLatch end) {
        synchronized (this) {
            loop = Thread.currentThread();
        }
        try {
            do {
                ask(command);
            } while (!command.awaitDue());
        } catch (InterruptedException closing) {
            // The run is over and waits no longer.
        } finally {
            second.close();
            synchronized (this) {
                loop = null;
                loopEnd = null;
                // An interrupt that came late must not hit what the executor's thread does next.
                Thread.interrupted();
            }
            end.countDown();
        }
    }

    private void ask(RenewedCommand command) {
        if (command.isOver()) {
            return;
        }
        boolean renewing = command.isRenewalDue();
        try {
            TxSession open = second.ask();
            if (command.isOver()) {
                // The command has released the lease, or renewed it itself.
                return;
            }
            if (renewing && command.renew(open)) {
                command.giveUp(DONE);
            }
            command.look(open);
            silence.heard();
        } catch (TxFailure | RuntimeException failure) {
            failed(command, failure, renewing);
        } finally {
            second.answered();
            if (renewing) {
                command.renewalTried();
            }
        }
    }

    private void failed(RenewedCommand command, Exception failure, boolean renewing) {
        boolean lost = !(failure instanceof TxFailure facts) || FailureKind.isSessionOver(facts);
        command.lookFailed();
        if (renewing) {
            synchronized (this) {
                complain(message(failure));
            }
        }
        if (!lost && failure instanceof TxFailure facts && facts.sqlState() != null) {
            silence.heard();
        } else {
            silence.failed(failure);
        }
        if (lost) {
            second.abort();
            second.close();
        }
        giveUpIfUnreachable(command);
    }

    private static String message(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private void giveUpIfUnreachable(RenewedCommand command) {
        if (!command.isOver() && silence.isTooLong(command.every())) {
            command.giveUp(UNREACHABLE);
        }
    }

    /** Once in a run, and only while a command is outstanding. */
    private void complain(String reason) {
        if (current != null && !complained) {
            complained = true;
            complaint = reason;
        }
    }

    /** Waits for the connection to come back, but not long, and not for one that is not open yet. */
    void close() {
        end();
        CountDownLatch end;
        boolean open;
        synchronized (this) {
            end = loopEnd;
            open = second.isOpen();
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
        synchronized (this) {
            if (loop != null) {
                loop.interrupt();
            }
        }
        second.abort();
    }
}
