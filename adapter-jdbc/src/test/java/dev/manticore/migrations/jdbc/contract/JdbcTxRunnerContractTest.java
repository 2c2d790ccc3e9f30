package dev.manticore.migrations.jdbc.contract;

import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.TxRunnerContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Shows that the adapter fulfils the contract of all runners. */
class JdbcTxRunnerContractTest implements TxRunnerContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final HikariDataSource pool = Pools.of(database, 1);

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
        return JdbcTxRunner.over(database.dataSource());
    }

    @Override
    public Optional<TxRunner> unreachable() {
        TestDatabase nowhere = new TestDatabase(database.host(), 1, "nowhere", database.user());
        return Optional.of(JdbcTxRunner.over(nowhere.dataSource()));
    }

    @Override
    public CodeMigration codeMigration(List<String> statements, RuntimeException thrown) {
        return new StatementsInCode(statements, thrown);
    }
}
