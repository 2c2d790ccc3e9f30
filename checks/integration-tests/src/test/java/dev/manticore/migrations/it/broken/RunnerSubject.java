package dev.manticore.migrations.it.broken;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.TxRunnerContract;
import dev.manticore.migrations.testkit.broken.BrokenTxRunner;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JDBC runner, and a fault. */
@ExtendWith(ChosenFault.Resolver.class)
class RunnerSubject implements TxRunnerContract {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final HikariDataSource pool;
    private final UnaryOperator<TxRunner> fault;
    private final TxRunner runner;
    private final TxRunner observer;

    RunnerSubject(ChosenFault choice) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(1_000);
        pool = new HikariDataSource(config);
        fault = choice.among(BrokenTxRunner.class)
                .<UnaryOperator<TxRunner>>map(broken -> broken::over)
                .orElse(UnaryOperator.identity());
        runner = fault.apply(JdbcTxRunner.over(pool));
        // The observer is healthy: what it sees is what there is. But its sessions are the ones held to being two.
        TxRunner healthy = JdbcTxRunner.over(database.dataSource());
        observer = choice.among(BrokenTxRunner.class).equals(Optional.of(BrokenTxRunner.SHARES_ITS_CONNECTION))
                ? fault.apply(healthy)
                : healthy;
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Override
    public TxRunner runner() {
        return runner;
    }

    @Override
    public TxRunner observer() {
        return observer;
    }

    @Override
    public Optional<TxRunner> unreachable() {
        TestDatabase nowhere = new TestDatabase(database.host(), 1, "nowhere", database.user());
        return Optional.of(fault.apply(JdbcTxRunner.over(nowhere.dataSource())));
    }
}
