package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** A user of the migrations' own, without a URL, takes all else from the data source of the application. */
class DerivedConnectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"schema=shop", "connectionInitSql=SET search_path TO shop", "currentSchema=shop"})
    void migratesTheSchemaOfThePool(String setting) {
        try (TestDatabase database = database()) {
            TestApplication.start(
                            Pooled.class,
                            "test.url=" + database.jdbcUrl(),
                            "test.setting=" + setting,
                            "manticore.migrations.user=deriver")
                    .close();
            assertThat(owner(database, "shop")).isEqualTo("deriver");
        }
    }

    @Test
    void executesItsOwnInitSqlInPlaceOfThatOfThePool() {
        try (TestDatabase database = database()) {
            TestApplication.start(
                            Pooled.class,
                            "test.url=" + database.jdbcUrl(),
                            "test.setting=connectionInitSql=SET ROLE nobody_at_all",
                            "manticore.migrations.init-sql=SET search_path TO shop",
                            "manticore.migrations.user=deriver")
                    .close();
            assertThat(owner(database, "shop")).isEqualTo("deriver");
        }
    }

    @Test
    void looksBehindALazyDataSource() {
        try (TestDatabase database = database()) {
            TestApplication.start(
                            Lazy.class,
                            "test.url=" + database.jdbcUrl() + "&currentSchema=shop",
                            "manticore.migrations.user=deriver")
                    .close();
            assertThat(owner(database, "shop")).isEqualTo("deriver");
        }
    }

    @Test
    void takesThePasswordAsWell() {
        DriverManagerDataSource application = new DriverManagerDataSource("jdbc:postgresql:shop", "app", "secret");
        assertThat(DerivedDataSource.of(application, "owner", null, true))
                .get()
                .hasFieldOrPropertyWithValue("username", "owner")
                .hasFieldOrPropertyWithValue("password", "secret");
    }

    @Test
    void tellsThatTheUrlIsNotKnown() {
        assertThatThrownBy(() -> TestApplication.start(
                        Routing.class, "test.url=jdbc:postgresql:shop", "manticore.migrations.user=deriver"))
                .rootCause()
                .hasMessageContaining("manticore.migrations.user: ")
                .hasMessageContaining("does not tell its URL")
                .hasMessageContaining("Set manticore.migrations.url as well");
    }

    private static TestDatabase database() {
        TestDatabase database = PostgresServer.shared().newDatabase();
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        template.execute("DO $$ BEGIN CREATE ROLE deriver LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        template.execute("CREATE SCHEMA shop AUTHORIZATION deriver");
        return database;
    }

    private static String owner(TestDatabase database, String schema) {
        return new JdbcTemplate(database.dataSource())
                .queryForObject(
                        "SELECT tableowner FROM pg_tables WHERE tablename = 'customers' AND schemaname = ?",
                        String.class,
                        schema);
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Pooled {
        @Bean
        DataSource dataSource(Environment environment) {
            String[] setting = environment.getRequiredProperty("test.setting").split("=", 2);
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(environment.getRequiredProperty("test.url"));
            pool.setMinimumIdle(0);
            switch (setting[0]) {
                case "schema" -> pool.setSchema(setting[1]);
                case "connectionInitSql" -> pool.setConnectionInitSql(setting[1]);
                default -> pool.addDataSourceProperty(setting[0], setting[1]);
            }
            return pool;
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Lazy {
        @Bean
        DataSource dataSource(Environment environment) {
            return new LazyConnectionDataSourceProxy(
                    new DriverManagerDataSource(environment.getRequiredProperty("test.url")));
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Routing {
        @Bean
        DataSource dataSource(Environment environment) {
            AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
                @Override
                protected Object determineCurrentLookupKey() {
                    return "a";
                }
            };
            routing.setTargetDataSources(
                    Map.of("a", new DriverManagerDataSource(environment.getRequiredProperty("test.url"))));
            return routing;
        }
    }
}
