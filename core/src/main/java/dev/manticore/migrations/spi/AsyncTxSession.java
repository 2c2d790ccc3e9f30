package dev.manticore.migrations.spi;

import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * One connection, reached without blocking: what {@link TxSession} is, in the other colour. One call at a time; each
 * stage completes once, exceptionally only with a {@link TxFailure} (or with one inside of a
 * {@link java.util.concurrent.CompletionException}, as dependent stages do), on any thread. The next call may come from
 * that thread. No call waits, and none throws but {@link #run} after
 * {@link #close}, which is a mistake: an {@link IllegalStateException}.
 */
public interface AsyncTxSession {

    /** See {@link TxSession#database()}. */
    CompletionStage<Database> database();

    /** See {@link TxSession#run(TxScript)}. */
    CompletionStage<TxResult> run(TxScript script);

    /** See {@link TxSession#cancel()}. */
    default void cancel() {}

    /** See {@link TxSession#abort()}; what is under way fails soon afterwards, without waiting for the server. */
    void abort();

    /** See {@link TxSession#backend()}. */
    default OptionalInt backend() {
        return OptionalInt.empty();
    }

    /** See {@link TxSession#close()}; never fails. */
    CompletionStage<Void> close();
}
