package dev.manticore.migrations.jdbc.contract;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.support.TestDatabase;

/** Pools with a short timeout for connections. */
final class Pools {
    private Pools() {}

    static HikariDataSource of(TestDatabase database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }
}
