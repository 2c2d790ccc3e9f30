package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A blocking runner in the other colour, each call on a daemon thread of its own: for the few calls of a heartbeat. */
record ThreadedRunner(TxRunner runner) implements AsyncTxRunner {

    private interface Call<R> {
        R run() throws TxFailure;
    }

    @Override
    public CompletionStage<AsyncTxSession> open() {
        return later(() -> new ThreadedSession(runner.open()));
    }

    private static <R> CompletionStage<R> later(Call<R> call) {
        CompletableFuture<R> reply = new CompletableFuture<>();
        Threads.start("manticore-lease", () -> {
            try {
                reply.complete(call.run());
            } catch (TxFailure | RuntimeException failure) {
                reply.completeExceptionally(failure);
            }
        });
        return reply;
    }

    private record ThreadedSession(TxSession session) implements AsyncTxSession {

        @Override
        public CompletionStage<Database> database() {
            return later(session::database);
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            return later(() -> session.run(script));
        }

        @Override
        public void cancel() {
            session.cancel();
        }

        @Override
        public void abort() {
            session.abort();
        }

        @Override
        public OptionalInt backend() {
            return session.backend();
        }

        @Override
        public CompletionStage<Void> close() {
            return later(() -> {
                        session.close();
                        return session;
                    })
                    .thenAccept(closed -> {});
        }
    }
}
