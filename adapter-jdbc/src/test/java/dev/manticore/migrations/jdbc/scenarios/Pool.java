package dev.manticore.migrations.jdbc.scenarios;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.support.TestDatabase;

/** Pools as an application has them. */
final class Pool {
    private Pool() {}

    static HikariDataSource ofOne(TestDatabase database, String initSql) {
        return of(1, database, initSql);
    }

    static HikariDataSource of(int size, TestDatabase database, String initSql) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql(initSql);
        config.setConnectionTimeout(Scenario.PATIENCE.toMillis());
        return new HikariDataSource(config);
    }
}
