package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.CodeMigration;
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
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking runner as a blocking one, for the thread of one run: calls return when their stage completes. While it
 * waits for an answer it only notices interrupts, since the watch decides what comes of them; waiting for a connection
 * ends at an interrupt.
 *
 * @param interrupted called when the waiting thread is interrupted
 */
public record AwaitedTxRunner(AsyncTxRunner runner, Runnable interrupted) implements TxRunner {

    @Override
    public boolean sendsCopyData() {
        return runner.sendsCopyData();
    }

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return runner.codeRefusal(migration);
    }

    @Override
    public TxSession open() throws TxFailure {
        CompletableFuture<AsyncTxSession> opening = completing(runner.open());
        try {
            return new Session(Objects.requireNonNull(opening.get(), "a runner opened no session"), interrupted);
        } catch (InterruptedException stop) {
            interrupted.run();
            // A connection that nobody waits for any more goes back as soon as it comes.
            CompletionStage<AsyncTxSession> late = opening;
            late.thenCompose(AsyncTxSession::close);
            throw TxFailure.in(TxFailure.Phase.CONNECT, "The run was interrupted while it waited for a connection")
                    .build();
        } catch (ExecutionException failure) {
            throw failureOf(failure);
        }
    }

    private static <R extends @Nullable Object> CompletableFuture<R> completing(CompletionStage<R> stage) {
        CompletableFuture<R> future = new CompletableFuture<>();
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                future.complete(result);
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    /** Throws what is not a {@link TxFailure} as it is. */
    private static TxFailure failureOf(Exception wrapped) {
        Throwable cause = wrapped;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TxFailure failure) {
            return failure;
        }
        if (cause instanceof RuntimeException broken) {
            throw broken;
        }
        if (cause instanceof Error broken) {
            throw broken;
        }
        throw new CompletionException(cause);
    }

    private static final class Session implements TxSession {
        /** Where the client is being closed, its connections may never say that they are. */
        private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);

        private final AsyncTxSession session;
        private final Runnable interrupted;
        private volatile @Nullable CompletableFuture<?> outstanding;
        private volatile boolean aborted;

        Session(AsyncTxSession session, Runnable interrupted) {
            this.session = session;
            this.interrupted = interrupted;
        }

        @Override
        public Database database() throws TxFailure {
            return await(session.database());
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            return await(session.run(script));
        }

        @Override
        public void run(TxCode code) throws TxFailure {
            await(session.run(code));
        }

        @Override
        public boolean sendsBatches() {
            return session.sendsBatches();
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            await(session.run(batch, committed));
        }

        private <R extends @Nullable Object> R await(CompletionStage<R> stage) throws TxFailure {
            CompletableFuture<R> answer = completing(stage);
            outstanding = answer;
            if (aborted) {
                answer.completeExceptionally(givenUp());
            }
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException noticed) {
                    interrupted.run();
                } catch (ExecutionException failure) {
                    throw failureOf(failure);
                }
            }
        }

        private static TxFailure givenUp() {
            return TxFailure.in(TxFailure.Phase.UNANSWERED, "The connection was given up before the server answered")
                    .sessionLost(true)
                    .build();
        }

        @Override
        public void cancel() {
            session.cancel();
        }

        /** Ends the wait even if the session itself says nothing. */
        @Override
        public void abort() {
            aborted = true;
            CompletableFuture<?> waiting = outstanding;
            if (waiting != null) {
                waiting.completeExceptionally(givenUp());
            }
            session.abort();
        }

        @Override
        public OptionalInt backend() {
            return session.backend();
        }

        @Override
        public void onMessage(Consumer<ServerMessage> receiver) {
            session.onMessage(receiver);
        }

        @Override
        public void close() {
            CompletableFuture<Void> closing = completing(session.close());
            long start = System.nanoTime();
            while (!closing.isDone()) {
                try {
                    closing.get(LONGEST_CLOSING.toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                } catch (InterruptedException noticed) {
                    interrupted.run();
                } catch (TimeoutException closedLater) {
                    return;
                } catch (ExecutionException failure) {
                    throw new IllegalStateException("A session failed to close", failure.getCause());
                }
            }
        }
    }
}
