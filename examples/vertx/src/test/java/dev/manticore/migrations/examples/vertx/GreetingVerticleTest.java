package dev.manticore.migrations.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    /** Several instances start at once, as they would in production: one of them migrates, the others wait for it. */
    @Test
    void greetsFromTheMigratedDatabase() throws Exception {
        int port = freePort();

        await(vertx.deployVerticle(() -> new GreetingVerticle(pool, port), new DeploymentOptions().setInstances(4)));

        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .isEqualTo("Good morning");
        assertThat(await(pool.query("SELECT count(*) AS n FROM _migrations").execute())
                        .iterator()
                        .next()
                        .getInteger("n"))
                .isEqualTo(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
