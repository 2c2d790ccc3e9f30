package dev.manticore.migrations.it.broken;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Code;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.testkit.TxRunnerContract;
import dev.manticore.migrations.testkit.broken.BrokenTxRunner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    @Override
    public CodeMigration codeMigration(List<String> statements, RuntimeException thrown) {
        Code.Work work = Code.Work.of(statements.toArray(String[]::new));
        return Api.BLOCKING.migration(
                Code.of(Version.of(1), thrown == null ? work : work.then(() -> CompletableFuture.failedStage(thrown))));
    }
}
