package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shows how each failure to connect is reported. */
class ConnectTest extends SessionTest {
    private static final String PASSWORD = "correct-horse-battery";

    @Test
    void saysThatThereIsNoServer() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertFailure(options("127.0.0.1", port, "any", "any"), null, "refused");
        assertFailure(options("127.0.0.1", port, "any", "any"), null, "127.0.0.1:" + port);
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertFailure(options("nowhere.invalid", 5432, "any", "any"), null, "nowhere.invalid");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        assertFailure(
                options(database.host(), database.port(), "missing", database.user()),
                "3D000",
                "database \"missing\" does not exist");
    }

    @Test
    void saysThatThereAreTooManyConnections() throws TxFailure {
        String role = database.name() + "_none";
        session.autocommit("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 0");

        assertFailure(
                options(database.host(), database.port(), database.name(), role), "53300", "too many connections");
    }

    @Test
    void saysThatThePasswordIsWrongAndNotWhichItWas() throws Exception {
        String role = database.name() + "_role";
        session.autocommit("CREATE ROLE " + role + " LOGIN PASSWORD 'right'");
        Path file = Path.of(session.text("SHOW hba_file"));
        String rules = Files.readString(file);
        try {
            Files.writeString(file, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + rules);
            session.text("SELECT pg_reload_conf()");
            PgConnectOptions wrong = options(database.host(), database.port(), database.name(), role)
                    .setPassword(PASSWORD);
            await().until(() -> isRefused(wrong));

            assertFailure(wrong, "28P01", "password authentication failed for user \"" + role + "\"");
            assertThat(Session.open(VertxTxRunner.over(pool(new PgConnectOptions(wrong).setPassword("right"), 1)))
                            .text("SELECT 1"))
                    .isEqualTo("1");
        } finally {
            Files.writeString(file, rules);
            session.text("SELECT pg_reload_conf()");
        }
    }

    private boolean isRefused(PgConnectOptions options) {
        try {
            Session.open(VertxTxRunner.over(pool(options, 1)));
            return false;
        } catch (TxFailure refused) {
            return true;
        }
    }

    @Test
    void saysThatThePoolIsExhausted() throws TxFailure {
        Pool pool = pool(database, 1);
        Session taken = Session.open(VertxTxRunner.over(pool));

        TxFailure failure = Failing.toOpen(VertxTxRunner.over(pool));

        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasMessage("The pool returned no connection: Timeout");
        assertThat(taken.text("SELECT 1")).isEqualTo("1");
    }

    @Test
    void refusesAnotherClientsConnectionAndGivesItBack() {
        AtomicInteger closed = new AtomicInteger();
        SqlConnection stranger = stub(SqlConnection.class, "close", () -> {
            closed.incrementAndGet();
            return Future.succeededFuture();
        });

        TxFailure failure = failure(() -> Future.succeededFuture(stranger));

        assertThat(failure)
                .hasMessageContaining("Expected a pool of the Vert.x PostgreSQL client")
                .hasMessageContaining(stranger.getClass().getName());
        assertThat(closed).hasValue(1);
    }

    @Test
    void passesOnWhatThePoolThrowsOrFailsWith() {
        assertThat(failure(() -> {
                    throw new IllegalStateException("of the application");
                }))
                .hasMessage("The pool returned no connection: of the application")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(failure(() -> Future.failedFuture(new UnsupportedOperationException())))
                .hasMessage("The pool returned no connection: java.lang.UnsupportedOperationException");
    }

    @Test
    void refusesAPoolThatGivesNothing() {
        assertThat(failure(() -> null)).hasMessageContaining("returned no");
        assertThat(failure(() -> Future.succeededFuture(null))).hasMessageContaining("returned no connection");
    }

    @Test
    void saysThatThePoolIsClosed() {
        Pool pool = pool(database, 1);
        Waiting.on(pool.close());

        TxFailure failure = Failing.toOpen(VertxTxRunner.over(pool));

        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasMessageContaining("closed");
    }

    private static TxFailure failure(Supplier<@Nullable Future<SqlConnection>> connecting) {
        TxFailure failure = Failing.toOpen(VertxTxRunner.over(stub(Pool.class, "getConnection", connecting)));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        return failure;
    }

    private static <T> T stub(Class<T> type, String question, Supplier<?> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getName().equals(question) ? answer.get() : null));
    }

    private static PgConnectOptions options(String host, int port, String name, String user) {
        return PgConnectOptions.fromUri(new TestDatabase(host, port, name, user).uri());
    }

    private void assertFailure(PgConnectOptions options, @Nullable String sqlState, String message) {
        TxFailure failure = Failing.toOpen(VertxTxRunner.over(pool(options, 1)));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure.sqlState()).isEqualTo(sqlState);
        assertThat(failure).hasMessageContaining(message);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain(PASSWORD);
        }
    }
}
