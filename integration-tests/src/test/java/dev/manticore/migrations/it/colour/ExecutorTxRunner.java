package dev.manticore.migrations.it.colour;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A blocking runner's sessions in the other colour, each call on one of the executor's threads. */
record ExecutorTxRunner(TxRunner runner, Executor executor) implements AsyncTxRunner {
    private static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "async-session");
        thread.setDaemon(true);
        return thread;
    });

    static ExecutorTxRunner over(TxRunner runner) {
        return new ExecutorTxRunner(runner, THREADS);
    }

    @Override
    public CompletionStage<AsyncTxSession> open() {
        return later(() -> new Session(runner.open()));
    }

    private <T> CompletionStage<T> later(Callable<T> call) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                reply.complete(call.call());
            } catch (Exception failure) {
                reply.completeExceptionally(failure);
            }
        });
        return reply;
    }

    private final class Session implements AsyncTxSession {
        private final TxSession session;

        Session(TxSession session) {
            this.session = session;
        }

        @Override
        public CompletionStage<Database> database() {
            try {
                return CompletableFuture.completedStage(session.database());
            } catch (TxFailure failure) {
                return CompletableFuture.failedStage(failure);
            }
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            return later(() -> session.run(script));
        }

        @Override
        public CompletionStage<Void> close() {
            return later(() -> {
                session.close();
                return null;
            });
        }
    }
}
