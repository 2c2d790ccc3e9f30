package dev.manticore.migrations.vertx.contract;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** A database, and a client with one event loop. */
final class Client implements AutoCloseable {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    /** Uses a pool with a short timeout for connections. */
    VertxTxRunner runner(int connections) {
        return runner(database.uri(), connections);
    }

    VertxTxRunner unreachable() {
        return runner("postgresql://nobody@127.0.0.1:1/nowhere", 1);
    }

    private VertxTxRunner runner(String uri, int connections) {
        PoolOptions options = new PoolOptions()
                .setMaxSize(connections)
                .setConnectionTimeout(5)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return VertxTxRunner.over(
                PgBuilder.pool().with(options).using(vertx).connectingTo(uri).build());
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        database.close();
    }
}
