package dev.manticore.migrations.it.broken;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.AsyncTxRunnerContract;
import dev.manticore.migrations.testkit.broken.BrokenAsyncTxRunner;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Vert.x runner, and a fault. */
@ExtendWith(ChosenFault.Resolver.class)
class AsyncRunnerSubject implements AsyncTxRunnerContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final ChosenFault choice;
    private final AsyncTxRunner runner;
    private final AsyncTxRunner observer;

    AsyncRunnerSubject(ChosenFault choice) {
        this.choice = choice;
        runner = runner(database.uri(), 1);
        // The observer is healthy: what it sees is what there is.
        observer = VertxTxRunner.over(
                PgBuilder.pool().using(vertx).connectingTo(database.uri()).build());
    }

    private AsyncTxRunner runner(String uri, int connections) {
        AsyncTxRunner healthy = VertxTxRunner.over(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .using(vertx)
                .connectingTo(uri)
                .build());
        return choice.among(BrokenAsyncTxRunner.class)
                .map(broken -> broken.over(healthy))
                .orElse(healthy);
    }

    @AfterEach
    void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        database.close();
    }

    @Override
    public AsyncTxRunner asyncRunner() {
        return runner;
    }

    @Override
    public AsyncTxRunner asyncObserver() {
        return observer;
    }

    @Override
    public Optional<AsyncTxRunner> asyncUnreachable() {
        return Optional.of(runner("postgresql://nobody@127.0.0.1:1/nowhere", 1));
    }
}
