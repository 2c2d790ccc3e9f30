package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.ForwardingAsyncTxSession;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runners whose stages complete incorrectly. */
final class StageFaults {
    private StageFaults() {}

    private record Runner(
            AsyncTxRunner healthy,
            UnaryOperator<CompletionStage<AsyncTxSession>> opening,
            BiFunction<AsyncTxSession, TxScript, CompletionStage<TxResult>> running)
            implements AsyncTxRunner {
        @Override
        public CompletionStage<AsyncTxSession> open() {
            return opening.apply(healthy.open()).thenApply(session -> new Session(session, running));
        }

        @Override
        public boolean sendsCopyData() {
            return healthy.sendsCopyData();
        }

        @Override
        public Optional<String> codeRefusal(CodeMigration migration) {
            return healthy.codeRefusal(migration);
        }
    }

    private static final class Session extends ForwardingAsyncTxSession {
        private final BiFunction<AsyncTxSession, TxScript, CompletionStage<TxResult>> running;

        Session(AsyncTxSession healthy, BiFunction<AsyncTxSession, TxScript, CompletionStage<TxResult>> running) {
            super(healthy);
            this.running = running;
        }

        @Override
        public CompletionStage<TxResult> run(TxScript script) {
            return running.apply(delegate(), script);
        }
    }

    private static AsyncTxRunner running(AsyncTxRunner healthy, UnaryOperator<CompletionStage<TxResult>> change) {
        return new Runner(healthy, UnaryOperator.identity(), (session, script) -> change.apply(session.run(script)));
    }

    static AsyncTxRunner waitingForAnswers(AsyncTxRunner healthy) {
        return running(healthy, StageFaults::waited);
    }

    static AsyncTxRunner waitingForConnections(AsyncTxRunner healthy) {
        return new Runner(healthy, StageFaults::waited, AsyncTxSession::run);
    }

    private static <T> CompletionStage<T> waited(CompletionStage<T> stage) {
        CompletableFuture<T> answer = stage.toCompletableFuture();
        answer.handle((value, failure) -> 0).join();
        return answer;
    }

    static AsyncTxRunner early(AsyncTxRunner healthy) {
        return new Runner(healthy, UnaryOperator.identity(), (session, script) -> {
            List<TxStatement> late = new ArrayList<>(script.statements());
            late.add(0, TxStatement.of("SELECT CAST(pg_sleep(0.5) AS TEXT)"));
            session.run(new TxScript(script.mode(), late));
            return CompletableFuture.completedStage(
                    new TxResult(Collections.nCopies(script.statements().size(), Rows.NONE)));
        });
    }

    static AsyncTxRunner twice(AsyncTxRunner healthy) {
        return running(healthy, stage -> {
            Twice<TxResult> answer = new Twice<>();
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            return answer;
        });
    }

    /** Calls whoever waits for it twice. */
    private static final class Twice<T> extends CompletableFuture<T> {
        @Override
        public <U> CompletableFuture<U> handle(BiFunction<? super T, @Nullable Throwable, ? extends U> callback) {
            CompletableFuture<U> first = super.handle(callback);
            return first.isCancelled() ? first : super.handle(callback);
        }

        @Override
        public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super @Nullable Throwable> callback) {
            CompletableFuture<T> first = super.whenComplete(callback);
            return first.isCancelled() ? first : super.whenComplete(callback);
        }

        @Override
        public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> callback) {
            CompletableFuture<U> first = super.thenCompose(callback);
            return first.isCancelled() ? first : super.thenCompose(callback);
        }
    }

    static AsyncTxRunner inOtherWords(AsyncTxRunner healthy) {
        return running(healthy, stage -> {
            CompletableFuture<TxResult> answer = new CompletableFuture<>();
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(new IllegalStateException("the client's own words", failure));
                }
            });
            return answer;
        });
    }

    static AsyncTxRunner throwing(AsyncTxRunner healthy) {
        return new Runner(
                healthy,
                opening -> {
                    waited(opening).toCompletableFuture().join();
                    return opening;
                },
                AsyncTxSession::run);
    }
}
