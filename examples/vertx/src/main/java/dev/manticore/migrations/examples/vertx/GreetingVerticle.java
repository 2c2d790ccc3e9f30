package dev.manticore.migrations.examples.vertx;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Pool;

/** Serves a greeting from the database, which it migrates first: nobody is answered before, and no thread waits. */
public final class GreetingVerticle extends VerticleBase {
    private final Pool pool;
    private final int port;

    /**
     * A verticle over a pool of the Vert.x PostgreSQL client.
     *
     * @param port to listen at, on the loopback interface
     */
    public GreetingVerticle(Pool pool, int port) {
        this.pool = pool;
        this.port = port;
    }

    @Override
    public Future<HttpServer> start() {
        return VertxMigrator.builder(vertx, pool)
                .source(ClasspathSource.of("db/migration"))
                .build()
                .migrate()
                .compose(report ->
                        vertx.createHttpServer().requestHandler(this::greet).listen(port, "127.0.0.1"));
    }

    private void greet(HttpServerRequest request) {
        pool.query("SELECT text FROM greetings")
                .execute()
                .map(rows -> rows.iterator().next().getString("text"))
                .onSuccess(text -> request.response().end(text))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }
}
