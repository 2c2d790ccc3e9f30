package dev.manticore.migrations.examples.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import dev.manticore.migrations.testkit.AsyncTxRunnerContract;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The runner fulfils the contract of all runners. */
@TestInstance(Lifecycle.PER_CLASS)
class R2dbcTxRunnerTest implements AsyncTxRunnerContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections(database))
            .initialSize(0)
            .maxSize(1)
            .maxAcquireTime(Duration.ofSeconds(5))
            .build());

    private static ConnectionFactory connections(TestDatabase database) {
        return ConnectionFactories.get("r2dbc:" + database.uri());
    }

    @AfterAll
    void close() {
        pool.dispose();
        database.close();
    }

    /** The driver parses a text before it sends it, and knows only one syntax of strings: it refuses others. */
    @Override
    @Test
    public void backslashesAreReadAsTheScriptSays() {
        assertThatThrownBy(AsyncTxRunnerContract.super::backslashesAreReadAsTheScriptSays)
                .isInstanceOfSatisfying(TxFailure.class, failure -> {
                    assertThat(failure.phase()).isEqualTo(TxFailure.Phase.STATEMENT);
                    assertThat(failure.sessionLost()).isFalse();
                });
    }

    @Test
    void migratesInOneRoundTripForEachMigration() throws Exception {
        try (WireProxy proxy = WireProxy.before(database)) {
            AsyncMigrator migrator = AsyncMigrator.builder(new R2dbcTxRunner(connections(proxy.through(database))))
                    .source(MigrationSource.of(LongStream.rangeClosed(1, 10)
                            .mapToObj(i -> new Migration(
                                    i, "make t" + i, "CREATE TABLE t" + i + " (id INT)", "DROP TABLE t" + i))
                            .toList()))
                    .build();

            assertThat(get(migrator.migrate()).steps()).hasSize(10);
            assertThat(get(migrator.migrate(0)).steps()).hasSize(10);
            assertThat(get(migrator.appliedVersions())).isEmpty();

            proxy.reset();
            get(migrator.migrate());
            // Two are sent by the driver after it has connected, and one identifies the database.
            assertThat(proxy.roundTrips()).isEqualTo(10 + 3 + 3);
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    @Override
    public AsyncTxRunner asyncRunner() {
        return new R2dbcTxRunner(pool);
    }

    @Override
    public AsyncTxRunner asyncObserver() {
        return new R2dbcTxRunner(connections(database));
    }

    @Override
    public Optional<AsyncTxRunner> asyncUnreachable() {
        return Optional.of(
                new R2dbcTxRunner(connections(new TestDatabase(database.host(), 1, "nowhere", database.user()))));
    }
}
