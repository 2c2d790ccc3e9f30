package dev.manticore.migrations.it.broken;

import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import dev.manticore.migrations.testkit.LeaseStoreContract;
import dev.manticore.migrations.testkit.broken.BrokenHistoryStore;
import dev.manticore.migrations.testkit.broken.BrokenLeaseStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The default stores, one of them with a fault. */
@ExtendWith(ChosenFault.Resolver.class)
class StoresSubject implements HistoryStoreContract, LeaseStoreContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final ChosenFault choice;

    StoresSubject(ChosenFault choice) {
        this.choice = choice;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public TxRunner runner() {
        return JdbcTxRunner.over(database.dataSource());
    }

    @Override
    public TxRunner observer() {
        return runner();
    }

    @Override
    public HistoryStore store(@Nullable String schema, String table) {
        HistoryStore healthy = HistoryStore.table(schema, table);
        return choice.among(BrokenHistoryStore.class)
                .map(broken -> broken.over(healthy))
                .orElse(healthy);
    }

    @Override
    public LeaseStore leaseStore(@Nullable String schema, String historyTable) {
        LeaseStore healthy = LeaseStore.table(schema, historyTable);
        return choice.among(BrokenLeaseStore.class)
                .map(broken -> broken.over(healthy))
                .orElse(healthy);
    }
}
