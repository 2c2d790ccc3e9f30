package dev.manticore.migrations.examples.r2dbc;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** Runs migrations over R2DBC's driver for PostgreSQL, with a connection factory or a pool. */
public record R2dbcTxRunner(ConnectionFactory connections) implements AsyncTxRunner {

    @Override
    public CompletionStage<AsyncTxSession> open() {
        return Mono.from(connections.create())
                .<AsyncTxSession>map(R2dbcTxSession::new)
                .onErrorMap(thrown -> failure(Phase.CONNECT, thrown).build())
                .toFuture();
    }

    static TxFailure.Builder failure(Phase phase, Throwable thrown) {
        return TxFailure.in(phase, String.valueOf(thrown.getMessage()))
                .sessionLost(phase == Phase.UNANSWERED)
                .sqlState(thrown instanceof R2dbcException driver ? driver.getSqlState() : null)
                .cause(thrown);
    }
}
