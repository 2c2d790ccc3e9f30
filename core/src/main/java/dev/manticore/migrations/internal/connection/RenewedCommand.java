package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that is outstanding, and what is asked on another connection meanwhile: that the lease be renewed, and who
 * blocks the command. Begins when it is created.
 */
final class RenewedCommand {
    private final long start = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final KeepAlive keepAlive;
    private final @Nullable LockWatch locks;
    private final OptionalInt backend;
    private final Supplier<List<String>> jobs;
    private final Consumer<String> giveUp;
    private volatile long nextRenewal;

    /**
     * A command that begins now.
     *
     * @param locks asks who blocks it, or null; only where the backend is known
     * @param backend the server process that executes it, if known
     * @param jobs the schema change jobs that the server has announced for it so far
     * @param giveUp called with the reason, on some thread, when its answer is no longer worth waiting for
     */
    RenewedCommand(
            KeepAlive keepAlive,
            @Nullable LockWatch locks,
            OptionalInt backend,
            Supplier<List<String>> jobs,
            Consumer<String> giveUp) {
        this.keepAlive = keepAlive;
        this.locks = backend.isPresent() ? locks : null;
        this.backend = backend;
        this.jobs = jobs;
        this.giveUp = giveUp;
        this.nextRenewal = start + every().toNanos();
    }

    Duration every() {
        return keepAlive.every();
    }

    boolean isOver() {
        return ended.getCount() == 0;
    }

    void end() {
        ended.countDown();
        if (locks != null) {
            locks.end();
        }
    }

    void giveUp(String reason) {
        giveUp.accept(reason);
    }

    /** Whether there is something to ask. */
    boolean isDue() {
        return isRenewalDue() || (locks != null && locks.isDue());
    }

    boolean isRenewalDue() {
        return System.nanoTime() - nextRenewal >= 0;
    }

    /** Whether it has taken longer than the time between two renewals. */
    boolean isLong() {
        return Durations.isOver(start, every());
    }

    /** Waits until there is something to ask. Returns true when the command has ended. */
    boolean awaitDue() throws InterruptedException {
        long renewal = Math.max(0, nextRenewal - System.nanoTime());
        long look = locks == null ? renewal : locks.untilDue().toNanos();
        return ended.await(Math.min(renewal, look), TimeUnit.NANOSECONDS);
    }

    /** A renewal was tried. */
    void renewalTried() {
        nextRenewal = System.nanoTime() + every().toNanos();
    }

    /** Renews the lease. Returns true if the server has finished the command, and its answer was lost. */
    boolean renew(TxSession session) throws TxFailure {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        TxResult answer = session.run(keepAlive.script(backend, jobs.get()));
        return keepAlive.isLost(answer, waited);
    }

    /** Asks who blocks it, if that is due. */
    void look(TxSession session) throws TxFailure {
        if (locks == null || !locks.isDue()) {
            return;
        }
        TxResult answer = session.run(TxScript.autocommit(List.of(LockQuestion.of("pid = " + backend.getAsInt()))));
        locks.answered(answer.rows().isEmpty() ? Rows.NONE : answer.rows().get(0));
    }

    /** Who blocks it was asked in vain: the next renewal comes first. */
    void lookFailed() {
        if (locks != null) {
            locks.postpone(every());
        }
    }
}
