package dev.manticore.migrations.spi;

import dev.manticore.migrations.ServerMessage;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, reached without blocking: the non-blocking counterpart of {@link TxSession}, with the same steps.
 *
 * <ul>
 *   <li>No method blocks its caller.
 *   <li>No method throws, except {@link #run} after {@link #close}: an {@link IllegalStateException}, since that is a
 *       bug.
 *   <li>Each stage completes once, on any thread. It fails only with a {@link TxFailure}, or with one inside of a
 *       {@link java.util.concurrent.CompletionException}, as dependent stages do.
 *   <li>The engine waits for a stage before it makes the next call. Only {@link #cancel} and {@link #abort} come in between.
 * </ul>
 *
 * <p>To change some methods of a session that exists, extend {@link ForwardingAsyncTxSession}.
 */
public interface AsyncTxSession {

    /** See {@link TxSession#database()}. */
    CompletionStage<Database> database();

    /** See {@link TxSession#run(TxScript)}. */
    CompletionStage<TxResult> run(TxScript script);

    /** See {@link TxSession#run(TxCode)}. The stage completes with null. */
    default CompletionStage<@Nullable Void> run(TxCode code) {
        return CompletableFuture.failedStage(
                new UnsupportedOperationException("this session runs no Java code: " + code));
    }

    /** See {@link TxSession#sendsBatches()}. */
    default boolean sendsBatches() {
        return false;
    }

    /**
     * See {@link TxSession#run(TxBatch, Runnable)}. The stage completes with null.
     *
     * @param committed called from any thread; not any more once the stage has completed
     */
    default CompletionStage<@Nullable Void> run(TxBatch batch, Runnable committed) {
        return CompletableFuture.failedStage(
                new UnsupportedOperationException("this session sends one transaction at a time"));
    }

    /** See {@link TxSession#cancel()}. */
    default void cancel() {}

    /**
     * See {@link TxSession#abort()}. The stage of a {@link #run} that is under way fails soon afterwards, without
     * waiting for the server.
     */
    void abort();

    /** See {@link TxSession#backend()}. */
    default OptionalInt backend() {
        return OptionalInt.empty();
    }

    /** See {@link TxSession#onMessage(Consumer)}. */
    default void onMessage(Consumer<ServerMessage> receiver) {}

    /** See {@link TxSession#close()}. The stage never fails. */
    CompletionStage<Void> close();
}
