package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's connection: opened when it is first needed, and opened anew after it was lost. One thread uses it. An interrupt
 * that was acted on is restored when it is closed.
 */
public final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private interface Command<R> {
        R on(TxSession session) throws TxFailure;
    }

    private final TxRunner runner;
    private final MigrationListener listener;
    private final Interrupts interrupts;
    private final LeaseRenewal renewal;
    private final CommandWatch watch;
    private final ReceivedMessages messages = new ReceivedMessages();
    private @Nullable TxSession session;
    private @Nullable LockWatch locks;
    private boolean broken;

    /**
     * A connection for the calling thread.
     *
     * @param renewing opens the sessions on which the lease is renewed
     * @param executor runs the loop that renews the lease, which blocks its thread
     */
    public Connection(
            TxRunner runner, TxRunner renewing, Executor executor, MigrationListener listener, Interrupts interrupts) {
        this.runner = runner;
        this.listener = listener;
        this.interrupts = interrupts;
        this.renewal = new LeaseRenewal(renewing, executor);
        this.watch = new CommandWatch(Thread.currentThread(), interrupts, renewal, messages);
    }

    /** Which database it is. */
    public Database database(Waiting waiting) throws TxFailure {
        return send(TxSession::database, waiting);
    }

    /** The process that executes the next command, as far as the connection knows it; none before the first command. */
    public OptionalInt backend() {
        TxSession open = session;
        return open == null ? OptionalInt.empty() : open.backend();
    }

    /** Whether there is a session that the next command would use. */
    public boolean isOpen() {
        return session != null;
    }

    /** Runs a script once. */
    public TxResult run(TxScript script, Waiting waiting) throws TxFailure {
        return send(open -> open.run(script), waiting);
    }

    /** Whether several transactions can be sent in one message. */
    public boolean sendsBatches() {
        TxSession open = session;
        return open != null && open.sendsBatches();
    }

    /** Sends transactions in one message once; each commits alone. */
    public void run(TxBatch batch, Waiting waiting) throws TxFailure {
        send(
                open -> {
                    open.run(batch, messages.committing());
                    return true;
                },
                waiting);
    }

    /** How many transactions the server had committed when the last command ended, as far as it has answered. */
    public int committed() {
        return messages.committed();
    }

    /**
     * What the server said until a transaction of the last command was committed; the second call returns nothing.
     *
     * @param transaction its index
     */
    public List<ServerMessage> takeMessages(int transaction) {
        return messages.take(transaction);
    }

    /** Runs Java code and what is around it once. */
    public void run(TxCode code, Waiting waiting) throws TxFailure {
        send(
                open -> {
                    open.run(code);
                    return true;
                },
                waiting);
    }

    /** What the server said during the last command, if that was a user's script; the second call returns nothing. */
    public List<ServerMessage> takeMessages() {
        return messages.take();
    }

    /** The jobs that CockroachDB has announced for the last command, by their IDs, if that was a user's script. */
    public List<String> jobs() {
        return messages.jobs();
    }

    /** What the last script waited for when the server was asked last; empty if it did not wait for a lock. */
    public Optional<LockWait> lockWait() {
        return Optional.ofNullable(locks).flatMap(LockWatch::last);
    }

    private <R> R send(Command<R> command, Waiting waiting) throws TxFailure {
        try {
            return answer(command, waiting);
        } catch (TxFailure failure) {
            if (FailureKind.isSessionOver(failure)) {
                discard();
            }
            throw failure;
        } catch (RuntimeException | Error bug) {
            broken = true;
            throw bug;
        }
    }

    private <R> R answer(Command<R> command, Waiting waiting) throws TxFailure {
        interrupts.collect();
        messages.begin(waiting.cancellable());
        TxSession open = session();
        if (waiting.keepAlive() != null) {
            locks = waiting.locks();
        }
        watch.begin(open, waiting);
        try {
            return command.on(open);
        } catch (TxFailure failure) {
            throw watch.reported(failure);
        } finally {
            watch.end();
            interrupts.collect();
            renewal.takeComplaint().ifPresent(reason -> listener.on(new MigrationEvent.LeaseNotRenewed(reason)));
        }
    }

    private TxSession session() throws TxFailure {
        TxSession open = session;
        if (open == null) {
            boolean stopping = interrupts.wasTaken() || interrupts.isPending();
            open = Objects.requireNonNull(
                    stopping ? openAfterInterrupt() : runner.open(), "a runner opened no session");
            open.onMessage(messages::add);
            session = open;
        }
        return open;
    }

    /** Opens a connection after an interrupt, e.g. to release the lease. Waits for a limited time, and only once. */
    private TxSession openAfterInterrupt() throws TxFailure {
        if (watch.hasOpeningTimedOut()) {
            throw TxFailure.in(TxFailure.Phase.CONNECT, "No connection since the run was interrupted")
                    .build();
        }
        watch.beginOpening();
        try {
            return runner.open();
        } finally {
            watch.end();
        }
    }

    /** Gives the connection up; nobody gets it again. The next command opens another one. */
    public void discard() {
        if (session != null) {
            abort(session);
        }
        closeSession();
    }

    /** Whether the adapter has thrown something other than a {@link TxFailure}, after which nothing is known. */
    public boolean isBroken() {
        return broken;
    }

    /**
     * Waits; for no time at all, only to find out about interrupts.
     *
     * @return false when the run was interrupted and has to stop
     */
    public boolean pause(Duration delay) {
        if (interrupts.take()) {
            return false;
        }
        try {
            Thread.sleep(delay.toMillis());
            return true;
        } catch (InterruptedException stop) {
            interrupts.notice();
            return !interrupts.take();
        }
    }

    private void closeSession() {
        TxSession open = session;
        session = null;
        if (open != null) {
            giveBack(open);
        }
    }

    /** Closes a session, whatever its adapter does. */
    static void giveBack(TxSession session) {
        try {
            session.close();
        } catch (RuntimeException failure) {
            LOG.warn("A connection could not be closed.", failure);
        }
    }

    /** Aborts a session, whatever its adapter does. */
    static void abort(TxSession session) {
        try {
            session.abort();
        } catch (RuntimeException failure) {
            LOG.warn("A connection could not be aborted.", failure);
        }
    }

    /** Gives all connections back. */
    @Override
    public void close() {
        watch.close();
        renewal.end();
        closeSession();
        renewal.close();
        interrupts.restore();
    }
}
