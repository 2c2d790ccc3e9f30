package dev.manticore.migrations.it.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.it.database.Address;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.testkit.AsyncTxRunnerContract;
import dev.manticore.migrations.testkit.AwaitedTxRunner;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import dev.manticore.migrations.testkit.LeaseStoreContract;
import dev.manticore.migrations.testkit.TxRunnerContract;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts of both adapters, and of the default store over each, on one server. */
abstract class ServerContracts {

    /** Asked for in each case; the server runs by then. */
    abstract Address server();

    @Nested
    class JdbcRunner implements TxRunnerContract {
        private final HikariDataSource pool = server().pool(1);

        @Override
        public TxRunner runner() {
            return JdbcTxRunner.over(pool);
        }

        @Override
        public TxRunner observer() {
            return JdbcTxRunner.over(server().dataSource());
        }

        @AfterEach
        void close() {
            pool.close();
        }
    }

    @Nested
    class VertxRunner implements AsyncTxRunnerContract {
        private final Vertx vertx = Vertx.vertx();
        private final AsyncTxRunner runner = VertxTxRunner.over(server().pool(vertx, 1));
        private final AsyncTxRunner observer = VertxTxRunner.over(server().pool(vertx, 2));

        @Override
        public AsyncTxRunner asyncRunner() {
            return runner;
        }

        @Override
        public AsyncTxRunner asyncObserver() {
            return observer;
        }

        /** The client gives the connection up instead. */
        @Override
        @Test
        public void timestampsAreMomentsAlsoWhereOffsetsHaveSeconds() {
            assertThatThrownBy(AsyncTxRunnerContract.super::timestampsAreMomentsAlsoWhereOffsetsHaveSeconds)
                    .isInstanceOfSatisfying(
                            TxFailure.class,
                            failure -> assertThat(failure.sessionLost()).isTrue());
        }

        @AfterEach
        void close() {
            ServerContracts.close(vertx);
        }
    }

    @Nested
    class StoresOverJdbc implements HistoryStoreContract, LeaseStoreContract {
        private final HikariDataSource pool = server().pool(2);

        @Override
        public TxRunner runner() {
            return JdbcTxRunner.over(pool);
        }

        @Override
        public TxRunner observer() {
            return runner();
        }

        @Override
        public HistoryStore store(@Nullable String schema, String table) {
            return HistoryStore.table(schema, table);
        }

        @Override
        public LeaseStore leaseStore(@Nullable String schema, String historyTable) {
            return LeaseStore.table(schema, historyTable);
        }

        @AfterEach
        void close() {
            pool.close();
        }
    }

    @Nested
    class StoresOverVertx implements HistoryStoreContract, LeaseStoreContract {
        private final Vertx vertx = Vertx.vertx();
        private final TxRunner runner = AwaitedTxRunner.over(VertxTxRunner.over(server().pool(vertx, 2)));

        @Override
        public TxRunner runner() {
            return runner;
        }

        @Override
        public TxRunner observer() {
            return runner;
        }

        @Override
        public HistoryStore store(@Nullable String schema, String table) {
            return HistoryStore.table(schema, table);
        }

        @Override
        public LeaseStore leaseStore(@Nullable String schema, String historyTable) {
            return LeaseStore.table(schema, historyTable);
        }

        @AfterEach
        void close() {
            ServerContracts.close(vertx);
        }
    }

    private static void close(Vertx vertx) {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
