package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The same connections, non-blocking; {@code executor} decides when and on which thread a stage completes. */
public record ModelAsyncConnections(TxRunner runner, Supplier<Executor> executor) implements AsyncTxRunner {

    private interface Call<R> {
        R run() throws TxFailure;
    }

    @Override
    public CompletionStage<AsyncTxSession> open() {
        return answer(() -> new Session(runner.open()));
    }

    private <R> CompletionStage<R> answer(Call<R> call) {
        CompletableFuture<R> stage = new CompletableFuture<>();
        R reply;
        try {
            reply = call.run();
        } catch (TxFailure failure) {
            executor.get().execute(() -> stage.completeExceptionally(failure));
            return stage;
        }
        executor.get().execute(() -> stage.complete(reply));
        return stage;
    }

    private final class Session implements AsyncTxSession {
        private final TxSession session;

        Session(TxSession session) {
            this.session = session;
        }

        @Override
        public CompletionStage<Database> database() {
            return answer(session::database);
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            return answer(() -> session.run(script));
        }

        @Override
        public boolean sendsBatches() {
            return session.sendsBatches();
        }

        @Override
        public CompletionStage<Void> run(TxBatch batch, Runnable committed) {
            return answer(() -> {
                session.run(batch, committed);
                return null;
            });
        }

        @Override
        public CompletionStage<Void> run(TxCode code) {
            return answer(() -> {
                session.run(code);
                return null;
            });
        }

        @Override
        public void onMessage(Consumer<ServerMessage> receiver) {
            session.onMessage(receiver);
        }

        @Override
        public OptionalInt backend() {
            return session.backend();
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
        public CompletionStage<Void> close() {
            return answer(() -> {
                session.close();
                return null;
            });
        }
    }
}
