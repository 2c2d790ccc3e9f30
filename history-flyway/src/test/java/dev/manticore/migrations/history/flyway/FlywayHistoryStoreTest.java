package dev.manticore.migrations.history.flyway;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The store fulfils the contract of all history stores. */
@TestInstance(Lifecycle.PER_CLASS)
class FlywayHistoryStoreTest implements HistoryStoreContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @AfterAll
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
        return FlywayHistory.table(schema, table);
    }

    /** Flyway names the database's user, and not the runner. */
    @Override
    public AppliedMigration kept(AppliedMigration recorded) {
        return new AppliedMigration(
                recorded.id(),
                recorded.description(),
                recorded.appliedAt(),
                recorded.checksum(),
                recorded.duration(),
                database.user(),
                recorded.kind(),
                recorded.contentChecksum());
    }
}
