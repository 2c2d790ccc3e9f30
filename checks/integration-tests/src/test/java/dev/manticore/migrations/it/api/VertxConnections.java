package dev.manticore.migrations.it.api;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A pool of the Vert.x client. */
record VertxConnections(Pool pool, int size) implements Connections {
    /** For whoever asks for no pool: the client has nothing else, so it is a new one each time. */
    private static final int SIZE = 4;

    /** One for all tests of this JVM; its threads end with it. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

    static VertxConnections open(Access access) {
        PgConnectOptions options = PgConnectOptions.fromUri(access.database().uri());
        if (access.password() != null) {
            options.setPassword(access.password());
        }
        int size = access.poolSize().orElse(SIZE);
        ClientBuilder<Pool> builder = PgBuilder.pool()
                .using(VERTX)
                .connectingTo(options)
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setConnectionTimeout((int) Access.PATIENCE.toSeconds())
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS));
        String initSql = access.initSql();
        if (initSql != null) {
            // Closing hands the connection to the pool.
            builder.withConnectHandler(
                    connection -> connection.query(initSql).execute().onComplete(done -> connection.close()));
        }
        return new VertxConnections(builder.build(), size);
    }

    @Override
    public Subject subject(Consumer<MigratorBuilder<?>> settings) {
        var builder = VertxMigrator.builder(VERTX, pool);
        settings.accept(builder);
        return new VertxSubject(builder.build());
    }

    @Override
    public List<String> rows(String query) {
        List<String> rows = new ArrayList<>();
        for (Row row : VertxSubject.await(pool.query(query).execute())) {
            rows.add(String.join(
                    "|",
                    IntStream.range(0, row.size())
                            .mapToObj(row::getValue)
                            .map(value -> value == null ? "∅" : value.toString())
                            .toList()));
        }
        return rows;
    }

    /** The pool does not say how many it lent; so all are asked for at once. */
    @Override
    public void awaitAllFree(Duration patience) {
        List<Future<SqlConnection>> all =
                IntStream.range(0, size).mapToObj(i -> pool.getConnection()).toList();
        try {
            VertxSubject.await(Future.join(all).timeout(patience.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            all.forEach(taken -> taken.onSuccess(SqlClient::close));
        }
    }

    @Override
    public void close() {
        VertxSubject.await(pool.close());
    }
}
