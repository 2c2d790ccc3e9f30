package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.internal.connection.KeepAlive;
import dev.manticore.migrations.internal.connection.LockWatch;
import dev.manticore.migrations.internal.connection.LostAnswer;
import dev.manticore.migrations.internal.connection.Waiting;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends statements of a user's. The lease is renewed meanwhile, and an interrupt cancels them.
 *
 * @param lease null before it is taken
 * @param length of their text, in characters
 * @param rests whether the server's process may be idle in the transaction for any time, while Java code does something else
 * @param shortestTimeout of those that are set for them; null without one
 * @param blocked told when they wait for a lock
 * @param messages told what the server says about them
 */
record ScriptSending(
        Run run,
        @Nullable HeldLease lease,
        int length,
        boolean rests,
        @Nullable Duration shortestTimeout,
        Consumer<LockWait> blocked,
        Consumer<ServerMessage> messages) {

    /**
     * Sends a message.
     *
     * @param noted what is noted of it, for the jobs that it starts; null if nothing is
     */
    TxResult send(TxScript script, @Nullable Progress noted) throws TxFailure {
        return telling(() -> run.connection().run(script, waiting(isRenewedBeside(script), noted)));
    }

    /** Sends transactions in one message. What the server says about each is left at the connection. */
    void send(TxBatch batch) throws TxFailure {
        run.connection().run(batch, waiting(true, null));
    }

    /**
     * Sends transactions of one step in one message.
     *
     * @param noted what is noted of them, for the jobs that they start
     */
    void send(TxBatch batch, Progress noted) throws TxFailure {
        telling(() -> {
            run.connection().run(batch, waiting(true, noted));
            return true;
        });
    }

    /** Runs Java code. */
    void run(TxCode code) throws TxFailure {
        telling(() -> {
            run.connection().run(code, waiting(true, null));
            return true;
        });
    }

    /** Sends something, and tells what the server says about it, whatever comes of it. */
    private <R> R telling(Run.Attempt<R> sending) throws TxFailure {
        try {
            return sending.make();
        } finally {
            run.connection().takeMessages().forEach(messages);
        }
    }

    private boolean isRenewedBeside(TxScript script) {
        return run.database().isCockroach() || !SnapshotTransaction.isOne(script);
    }

    private Waiting waiting(boolean renewed, @Nullable Progress noted) {
        return Waiting.forScript(lease == null ? null : keepAlive(lease, renewed, noted), locks());
    }

    private KeepAlive keepAlive(HeldLease taken, boolean renewed, @Nullable Progress noted) {
        // Another thread renews it: this one may have taken another lease by then.
        Lease held = taken.lease();
        return new KeepAlive(
                held.duration().dividedBy(3),
                renewed ? jobs -> renewal(held, noted, jobs) : null,
                !run.database().isCockroach(),
                LostAnswer.longestRest(length),
                rests);
    }

    private String renewal(Lease held, @Nullable Progress noted, List<String> jobs) {
        return noted == null || jobs.isEmpty()
                ? run.leases().renew(held)
                : run.leases().renew(held, noted.by(jobs));
    }

    /** CockroachDB does not say who blocks a statement. */
    private @Nullable LockWatch locks() {
        return run.database().isCockroach()
                ? null
                : new LockWatch(
                        System::nanoTime,
                        shortestTimeout,
                        wait -> blocked.accept(run.hidden().hide(wait)));
    }
}
