package dev.manticore.migrations.spring;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.application.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * The data source of the application for another user: the same URL, and what a pool of Hikari sets for each connection. Where
 * there is a data source to derive from, there is Spring JDBC.
 */
final class DerivedDataSource {
    private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";

    private DerivedDataSource() {}

    /**
     * Empty if the data source does not tell its URL.
     *
     * @param password null for the one of the data source
     * @param withInitSql whether the connections execute the init SQL of the pool
     */
    static Optional<DataSource> of(
            DataSource application, String user, @Nullable String password, boolean withInitSql) {
        DataSource target = target(application);
        HikariDataSource pool =
                ClassUtils.isPresent(HIKARI, DerivedDataSource.class.getClassLoader()) ? Pool.of(target) : null;
        SimpleDriverDataSource derived = derived(pool == null ? target : pool, user, password);
        if (derived == null) {
            return Optional.empty();
        }
        return Optional.of(pool == null ? derived : Pool.applyTo(derived, pool, withInitSql));
    }

    private static DataSource target(DataSource application) {
        DataSource target = application;
        while (target instanceof DelegatingDataSource delegating && delegating.getTargetDataSource() != null) {
            target = delegating.getTargetDataSource();
        }
        return target;
    }

    private static @Nullable SimpleDriverDataSource derived(
            DataSource application, String user, @Nullable String password) {
        DataSourceBuilder<SimpleDriverDataSource> builder = DataSourceBuilder.derivedFrom(application)
                .type(SimpleDriverDataSource.class)
                .username(user);
        if (password != null) {
            builder.password(password);
        }
        SimpleDriverDataSource derived;
        try {
            derived = builder.build();
        } catch (UnsupportedDataSourcePropertyException unknown) {
            return null;
        }
        String url = derived.getUrl();
        if (url != null) {
            // The driver would prefer those of the URL.
            derived.setUrl(Connection.without(url, password == null ? List.of("user") : List.of("user", "password")));
        }
        return url == null ? null : derived;
    }

    /** What Hikari does with each connection. */
    private static final class Pool {
        static @Nullable HikariDataSource of(DataSource application) {
            return DataSourceUnwrapper.unwrap(application, HikariConfigMXBean.class, HikariDataSource.class);
        }

        static DataSource applyTo(SimpleDriverDataSource derived, HikariDataSource pool, boolean withInitSql) {
            Properties properties = new Properties();
            properties.putAll(pool.getDataSourceProperties());
            if (pool.getSchema() != null) {
                // Hikari takes it literally, as one name.
                properties.setProperty("currentSchema", '"' + pool.getSchema().replace("\"", "\"\"") + '"');
            }
            derived.setConnectionProperties(properties);
            String sql = pool.getConnectionInitSql();
            return sql == null || !withInitSql ? derived : new Initialized(derived, sql);
        }
    }

    /** Executes SQL on each connection. */
    private static final class Initialized extends DelegatingDataSource {
        private final String sql;

        Initialized(DataSource target, String sql) {
            super(target);
            this.sql = sql;
        }

        @Override
        public java.sql.Connection getConnection() throws SQLException {
            java.sql.Connection connection = Objects.requireNonNull(super.getConnection(), "connection");
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return connection;
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        }
    }
}
