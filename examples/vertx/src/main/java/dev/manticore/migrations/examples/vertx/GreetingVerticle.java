package dev.manticore.migrations.examples.vertx;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Pool;

/** Serves a greeting from the database. Migrates it first, without blocking a thread, and answers no request before. */
public final class GreetingVerticle extends VerticleBase {
    private final Pool pool;
    private volatile int port;

    /** Creates a verticle with a pool of the Vert.x PostgreSQL client. */
    public GreetingVerticle(Pool pool) {
        this.pool = pool;
    }

    /** Its port on the loopback interface, once it has started. */
    public int port() {
        return port;
    }

    @Override
    public Future<HttpServer> start() {
        return VertxMigrator.builder(vertx, pool)
                .source(ClasspathSource.of("db/migration"))
                .build()
                .migrate()
                .compose(report ->
                        vertx.createHttpServer().requestHandler(this::greet).listen(0, "127.0.0.1"))
                .onSuccess(server -> port = server.actualPort());
    }

    private void greet(HttpServerRequest request) {
        pool.query("SELECT text FROM greetings")
                .execute()
                .map(rows -> rows.iterator().next().getString("text"))
                .onSuccess(text -> request.response().end(text))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }
}
