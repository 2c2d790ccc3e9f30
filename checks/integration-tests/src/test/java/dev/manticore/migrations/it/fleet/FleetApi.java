package dev.manticore.migrations.it.fleet;

import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.AsyncRun;
import dev.manticore.migrations.fleet.AsyncFleet;
import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** The two APIs of fleets. */
enum FleetApi {
    BLOCKING {
        @Override
        Connections open(TestDatabase database, int connections) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.user());
            pool.setMaximumPoolSize(connections);
            pool.setMinimumIdle(0);
            pool.setConnectionTimeout(TimeUnit.MINUTES.toMillis(2));
            return new Connections(JdbcTxRunner.over(pool), null, pool::close);
        }

        @Override
        FleetCaller caller(Function<String, Connections> databases, Consumer<FleetBuilder<?>> settings) {
            FleetBuilder<Fleet> builder =
                    Fleet.builder(name -> databases.apply(name).blocking());
            settings.accept(builder);
            return FleetCaller.of(builder.build());
        }
    },
    NON_BLOCKING {
        @Override
        Connections open(TestDatabase database, int connections) {
            Pool pool = PgBuilder.pool()
                    .using(VERTX)
                    .connectingTo(PgConnectOptions.fromUri(database.uri()))
                    .with(new PoolOptions()
                            .setMaxSize(connections)
                            .setConnectionTimeout(120)
                            .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                    .build();
            return new Connections(
                    null,
                    VertxTxRunner.over(pool),
                    () -> pool.close().toCompletionStage().toCompletableFuture().join());
        }

        @Override
        FleetCaller caller(Function<String, Connections> databases, Consumer<FleetBuilder<?>> settings) {
            FleetBuilder<AsyncFleet> builder =
                    AsyncFleet.builder(name -> databases.apply(name).nonBlocking());
            settings.accept(builder);
            return FleetCaller.of(builder.build(), new FleetCaller.Waiting() {
                @Override
                public <T> T await(AsyncRun<T> run) {
                    return FleetApi.await(run);
                }
            });
        }
    };

    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

    abstract Connections open(TestDatabase database, int connections);

    abstract FleetCaller caller(Function<String, Connections> databases, Consumer<FleetBuilder<?>> settings);

    /** An interrupt of the thread that waits cancels the run. */
    private static <T> T await(AsyncRun<T> run) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return run.toCompletableFuture().get(5, TimeUnit.MINUTES);
                } catch (InterruptedException cancelled) {
                    interrupted = true;
                    run.cancel();
                } catch (ExecutionException failure) {
                    throw failure.getCause() instanceof RuntimeException known
                            ? known
                            : new CompletionException(failure.getCause());
                } catch (TimeoutException late) {
                    throw new CancellationException("it does not end");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
