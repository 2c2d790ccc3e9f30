package dev.manticore.migrations.it.scale;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.ForwardingAsyncTxSession;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.CompletionStage;

/**
 * The Vert.x adapter, with a budget of connections that many databases share. A connection leads to one database and a
 * pool keeps it open; so each session has a pool of one, from its turn on until it is closed.
 */
record BudgetTxRunner(Vertx vertx, TestDatabase database, ConnectionBudget budget) implements AsyncTxRunner {
    @Override
    public CompletionStage<AsyncTxSession> open() {
        return budget.take().thenCompose(turn -> {
            Pool pool = PgBuilder.pool()
                    .using(vertx)
                    .connectingTo(PgConnectOptions.fromUri(database.uri()))
                    .with(new PoolOptions().setMaxSize(1))
                    .build();
            return VertxTxRunner.over(pool)
                    .open()
                    .<AsyncTxSession>thenApply(session -> new Session(session, pool, budget))
                    .whenComplete((session, failure) -> {
                        if (failure != null) {
                            pool.close().onComplete(closed -> budget.giveBack());
                        }
                    });
        });
    }

    private static final class Session extends ForwardingAsyncTxSession {
        private final Pool pool;
        private final ConnectionBudget budget;

        Session(AsyncTxSession session, Pool pool, ConnectionBudget budget) {
            super(session);
            this.pool = pool;
            this.budget = budget;
        }

        @Override
        public CompletionStage<Void> close() {
            return delegate()
                    .close()
                    .thenCompose(given -> pool.close().toCompletionStage())
                    .whenComplete((closed, failure) -> budget.giveBack());
        }
    }
}
