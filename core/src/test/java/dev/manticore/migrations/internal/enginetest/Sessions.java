package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Blocking and non-blocking sessions that know no SQL: a function answers every script, or all answers are the same. */
public final class Sessions {
    public static final TxResult ANSWER = new TxResult(List.of(Rows.NONE));

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger aborted = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    private final Function<TxScript, CompletionStage<TxResult>> answers;

    public Sessions(Function<TxScript, CompletionStage<TxResult>> answers) {
        this.answers = answers;
    }

    public Sessions() {
        this(script -> CompletableFuture.completedStage(ANSWER));
    }

    public TxRunner blocking() {
        return () -> {
            opened.incrementAndGet();
            return new Session();
        };
    }

    public AsyncTxRunner async() {
        return () -> {
            opened.incrementAndGet();
            return CompletableFuture.completedStage(new AsyncSession());
        };
    }

    private final class Session implements TxSession {
        @Override
        public Database database() {
            throw new AssertionError();
        }

        @Override
        public TxResult run(TxScript script) {
            return answers.apply(script).toCompletableFuture().join();
        }

        @Override
        public void abort() {
            aborted.incrementAndGet();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    public final class AsyncSession implements AsyncTxSession {
        @Override
        public CompletionStage<Database> database() {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            return answers.apply(script);
        }

        @Override
        public void abort() {
            aborted.incrementAndGet();
        }

        @Override
        public CompletionStage<Void> close() {
            closed.incrementAndGet();
            return CompletableFuture.completedStage(null);
        }
    }
}
