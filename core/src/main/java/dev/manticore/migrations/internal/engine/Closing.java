package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a connection back, whatever its adapter does. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private Closing() {}

    /** Never fails. */
    static CompletionStage<Void> of(AsyncTxSession open) {
        return CompletableFuture.completedStage(open)
                .thenCompose(AsyncTxSession::close)
                .exceptionally(broken -> {
                    LOG.warn("A connection could not be given back.", broken);
                    return null;
                });
    }
}
