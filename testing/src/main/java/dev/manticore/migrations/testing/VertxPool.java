package dev.manticore.migrations.testing;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Vert.x pool of a test's database, with a Vert.x of its own. Loaded only where Vert.x is there. */
record VertxPool(Vertx vertx, Pool pool) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    static VertxPool of(TestDatabase database) {
        PgConnectOptions options = PgConnectOptions.fromUri(database.uri().toString());
        String searchPath = database.searchPath();
        if (searchPath != null) {
            options.addProperty("search_path", searchPath);
        }
        Vertx vertx = Vertx.vertx();
        return new VertxPool(
                vertx, PgBuilder.pool().connectingTo(options).using(vertx).build());
    }

    @Override
    public void close() throws TimeoutException {
        pool.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
