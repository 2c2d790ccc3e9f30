package dev.manticore.migrations.vertx.contract;

import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.testkit.AwaitedTxRunner;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import dev.manticore.migrations.testkit.LeaseStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The default stores, read as this client reads. */
class StoreContractsTest implements HistoryStoreContract, LeaseStoreContract {
    private final Client client = new Client();
    private final TxRunner runner = AwaitedTxRunner.over(client.runner(2));

    @AfterEach
    void close() {
        client.close();
    }

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
}
