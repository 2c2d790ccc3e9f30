package dev.manticore.migrations.it.guide;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.TxRunnerContract;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Shows that the guide's runner keeps the contract of runners. */
class TracingTxRunnerTest implements TxRunnerContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final HikariDataSource poolOfOne = pool(1);
    private final HikariDataSource pool = pool(2);

    private HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        poolOfOne.close();
        pool.close();
        database.close();
    }

    @Override
    public TxRunner runner() {
        return new TracingTxRunner(JdbcTxRunner.over(poolOfOne), new ArrayList<>()::add);
    }

    @Override
    public TxRunner observer() {
        return new TracingTxRunner(JdbcTxRunner.over(pool), new ArrayList<>()::add);
    }

    @Override
    public Optional<TxRunner> unreachable() {
        TestDatabase nowhere = new TestDatabase("127.0.0.1", 1, "nowhere", "nobody");
        return Optional.of(new TracingTxRunner(JdbcTxRunner.over(nowhere.dataSource()), new ArrayList<>()::add));
    }
}
