package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Option;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

/** Applications without a data source: over R2DBC, and over the Vert.x client without any JDBC driver. */
class ReactiveTest {

    /** The migrations connect over JDBC, to the database of the R2DBC connections. */
    @Test
    void migratesBeforeTheDatabaseClient() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = TestApplication.start(
                        OverR2dbc.class,
                        TestApplication.WITHOUT_DATA_SOURCE,
                        "spring.r2dbc.url=r2dbc:postgresql://" + database.host() + ":" + database.port() + "/"
                                + database.name(),
                        "spring.r2dbc.username=" + database.user())) {
            assertThat(context.getBean(UsesDatabaseClient.class).customers).isEqualTo(2);
            assertThat(context.getBean(ApplicationMigrations.class)
                            .database("default")
                            .migrator())
                    .isPresent();
        }
    }

    /** Each is what the driver of R2DBC makes a search path of. */
    @ParameterizedTest
    @CsvSource({"schema, shop", "currentSchema, shop", "options, lock_timeout=1s;search_path=shop"})
    void migratesTheSchemaOfTheConnections(String option, String value) {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            JdbcTemplate template = new JdbcTemplate(database.dataSource());
            template.execute("CREATE SCHEMA shop");
            new ApplicationContextRunner()
                    .withUserConfiguration(WithSchema.class)
                    .withPropertyValues(
                            "test.url=r2dbc:postgresql://" + database.user() + "@" + database.host() + ":"
                                    + database.port() + "/" + database.name(),
                            "test.option=" + option,
                            "test.value=" + value)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(template.queryForObject("SELECT count(*) FROM shop.customers", Long.class))
                    .isEqualTo(2);
        }
    }

    @Test
    void migratesOverAVertxPoolWithoutAJdbcDriver() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            withoutJdbc()
                    .withUserConfiguration(OverVertx.class)
                    .withPropertyValues("test.url=" + database.uri())
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean(ApplicationMigrations.class)
                                        .database("default")
                                        .status()
                                        .pending())
                                .hasValue(0);
                        assertThat(context.getBean(ApplicationMigrations.class)
                                        .database("default")
                                        .migrator())
                                .isEmpty();
                    });
        }
    }

    @Test
    void migratesOverVertxToAUrlWithoutAPool() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            withoutJdbc()
                    .withUserConfiguration(Nothing.class)
                    .withPropertyValues("manticore.migrations.url=" + database.uri())
                    .run(context -> assertThat(context.getBean(ApplicationMigrations.class)
                                    .database("default")
                                    .status()
                                    .pending())
                            .hasValue(0));
        }
    }

    /** Neither driver: the report says which dependency is missing. */
    @Test
    void saysWhichDependencyIsMissing() {
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(
                        "dev.manticore.migrations.jdbc", "org.postgresql.ds", "dev.manticore.migrations.vertx"))
                .withUserConfiguration(Nothing.class)
                .withPropertyValues("spring.r2dbc.url=r2dbc:postgresql://localhost/shop")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("one with R2DBC needs dev.manticore:manticore-migrations-adapter-jdbc"));
    }

    private static ApplicationContextRunner withoutJdbc() {
        return new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(
                        "dev.manticore.migrations.jdbc",
                        "org.postgresql",
                        "org.springframework.jdbc",
                        "org.springframework.boot.jdbc",
                        "org.springframework.boot.sql",
                        "org.springframework.boot.r2dbc",
                        "io.r2dbc"));
    }

    @EnableAutoConfiguration
    @Import(UsesDatabaseClient.class)
    static class OverR2dbc {}

    static class UsesDatabaseClient {
        final Long customers;

        UsesDatabaseClient(DatabaseClient client) {
            customers = client.sql("SELECT count(*) FROM customers")
                    .map(row -> row.get(0, Long.class))
                    .one()
                    .block(Duration.ofMinutes(1));
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Nothing {}

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class WithSchema {
        @Bean
        ConnectionFactory connectionFactory(Environment environment) {
            return ConnectionFactoryBuilder.withUrl(environment.getRequiredProperty("test.url"))
                    .configure(options -> options.option(
                            Option.valueOf(environment.getRequiredProperty("test.option")),
                            environment.getRequiredProperty("test.value")))
                    .build();
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class OverVertx {
        @Bean(destroyMethod = "close")
        Pool pool(Environment environment) {
            return PgBuilder.pool()
                    .with(new PoolOptions().setMaxSize(2))
                    .connectingTo(PgConnectOptions.fromUri(environment.getRequiredProperty("test.url")))
                    .build();
        }
    }
}
