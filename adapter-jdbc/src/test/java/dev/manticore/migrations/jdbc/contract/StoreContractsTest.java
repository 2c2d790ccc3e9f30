package dev.manticore.migrations.jdbc.contract;

import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import dev.manticore.migrations.testkit.LeaseStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The default stores. */
class StoreContractsTest implements HistoryStoreContract, LeaseStoreContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final HikariDataSource pool = Pools.of(database, 2);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Override
    public TxRunner runner() {
        return JdbcTxRunner.over(pool);
    }

    @Override
    public TxRunner observer() {
        return JdbcTxRunner.over(pool);
    }

    @Override
    public HistoryStore store(@Nullable String schema, String table) {
        return HistoryStore.table(schema, table);
    }

    @Override
    public LeaseStore leaseStore(@Nullable String schema, String historyTable) {
        return LeaseStore.table(schema, historyTable);
    }
}
