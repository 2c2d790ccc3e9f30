package dev.manticore.migrations.it.api;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool of HikariCP's, or the driver's own DataSource. */
record JdbcConnections(DataSource dataSource) implements Connections {
    static JdbcConnections open(Access access) {
        return new JdbcConnections(access.poolSize().isPresent() ? pool(access) : driver(access));
    }

    private static DataSource pool(Access access) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(access.database().jdbcUrl());
        config.setPassword(access.password());
        config.setMaximumPoolSize(access.poolSize().getAsInt());
        config.setConnectionInitSql(access.initSql());
        config.setConnectionTimeout(Access.PATIENCE.toMillis());
        return new HikariDataSource(config);
    }

    private static DataSource driver(Access access) {
        if (access.initSql() != null) {
            throw new IllegalArgumentException("the driver's DataSource takes no statements; ask for a pool");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(access.database().jdbcUrl());
        if (access.password() != null) {
            source.setPassword(access.password());
        }
        return source;
    }

    @Override
    public Subject subject(Consumer<MigratorBuilder<?>> settings) {
        var builder = Migrator.builder(JdbcTxRunner.over(dataSource));
        settings.accept(builder);
        return new JdbcSubject(builder.build());
    }

    @Override
    public List<String> rows(String query) {
        return new Sql(dataSource).rows(query);
    }

    @Override
    public void awaitAllFree(Duration patience) {
        var pool = ((HikariDataSource) dataSource).getHikariPoolMXBean();
        await().atMost(patience).pollInterval(Duration.ofMillis(10)).until(() -> pool.getActiveConnections() == 0);
    }

    @Override
    public void close() {
        if (dataSource instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
