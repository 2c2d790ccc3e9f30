package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.adapter.AdapterSubject;
import dev.manticore.migrations.testkit.AwaitedTxRunner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A new database, Vertx and session for each test. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class SessionTest implements AdapterSubject {
    final Vertx vertx = Vertx.vertx();
    final TestDatabase database = PostgresServer.shared().newDatabase();
    Session session;

    @BeforeEach
    void open() throws TxFailure {
        session = Session.open(runner(database));
    }

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
        database.close();
    }

    VertxTxRunner runner(TestDatabase target) {
        return VertxTxRunner.over(pool(target, 1));
    }

    Pool pool(TestDatabase target, int size) {
        return pool(PgConnectOptions.fromUri(target.uri()), size);
    }

    Pool pool(PgConnectOptions options, int size) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(size).setConnectionTimeout(5))
                .build();
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public TxSession session() {
        return session.awaited();
    }

    @Override
    public TxSession open(TestDatabase target) throws TxFailure {
        return AwaitedTxRunner.over(runner(target)).open();
    }
}
