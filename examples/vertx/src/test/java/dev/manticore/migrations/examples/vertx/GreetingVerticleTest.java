package dev.manticore.migrations.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the example migrates the database and then serves requests. */
class GreetingVerticleTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool =
            Pool.pool(vertx, PgConnectOptions.fromUri(database.uri()), new PoolOptions().setMaxSize(2));

    @AfterEach
    void close() throws Exception {
        await(pool.close());
        await(vertx.close());
        database.close();
    }

    /** Several start at once, as in production: one of them migrates, the others wait for it. */
    @Test
    void greetsFromTheMigratedDatabase() throws Exception {
        List<GreetingVerticle> verticles =
                Stream.generate(() -> new GreetingVerticle(pool)).limit(4).toList();

        await(Future.all(verticles.stream().map(vertx::deployVerticle).toList()));

        for (GreetingVerticle verticle : verticles) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + verticle.port()))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .isEqualTo("Good morning");
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
