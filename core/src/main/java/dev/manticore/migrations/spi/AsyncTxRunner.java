package dev.manticore.migrations.spi;

import java.util.concurrent.CompletionStage;

/** A database, reached without blocking: what {@link TxRunner} is, in the other colour. */
public interface AsyncTxRunner {

    /** Connects, without blocking the caller; see {@link TxRunner#open()}. Failures are {@link TxFailure}s. */
    CompletionStage<AsyncTxSession> open();

    /** See {@link TxRunner#sendsCopyData()}. */
    default boolean sendsCopyData() {
        return false;
    }
}
