package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A blocking or non-blocking session that answers only when it is cancelled or aborted. */
public final class WaitingSession implements TxSession {
    public final CompletableFuture<TxResult> answer = new CompletableFuture<>();
    public final CountDownLatch asked = new CountDownLatch(1);
    public final AtomicInteger cancelled = new AtomicInteger();
    public final AtomicInteger aborted = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    private final boolean heedsCancel;

    public WaitingSession(boolean heedsCancel) {
        this.heedsCancel = heedsCancel;
    }

    @Override
    public Database database() {
        throw new AssertionError();
    }

    @Override
    public TxResult run(TxScript script) throws TxFailure {
        asked.countDown();
        // Ignores interrupts and keeps the flag, as a socket does.
        while (!answer.isDone()) {
            Thread.onSpinWait();
        }
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw (TxFailure) failure.getCause();
        }
    }

    @Override
    public void cancel() {
        cancelled.incrementAndGet();
        if (heedsCancel) {
            answer.completeExceptionally(
                    TxFailure.in(Phase.STATEMENT, "cancelled").sqlState("57014").build());
        }
    }

    @Override
    public void abort() {
        aborted.incrementAndGet();
        answer.completeExceptionally(
                TxFailure.in(Phase.UNANSWERED, "aborted").sessionLost(true).build());
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    /** A session that does not answer even when it is aborted. */
    public AsyncTxSession async() {
        WaitingSession session = this;
        return new AsyncTxSession() {
            @Override
            public CompletionStage<Database> database() {
                throw new AssertionError();
            }

            @Override
            public CompletionStage<TxResult> run(TxScript script) {
                asked.countDown();
                return answer;
            }

            @Override
            public void abort() {
                aborted.incrementAndGet();
            }

            @Override
            public CompletionStage<Void> close() {
                session.close();
                return CompletableFuture.completedStage(null);
            }
        };
    }
}
