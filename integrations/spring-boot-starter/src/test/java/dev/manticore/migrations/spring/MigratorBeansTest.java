package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxMigrator;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Migrators that the application has as beans, and what would be ignored in silence. */
class MigratorBeansTest {
    private static final MigrationSource SOURCE =
            MigrationSource.of(new Migration(1, "by a bean", "CREATE TABLE by_a_bean (id INT)", null));

    @Test
    void runsAMigratorOverANonBlockingDriver() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = TestApplication.start(
                        WithAsyncMigrator.class, "test.url=" + database.jdbcUrl(), "test.uri=" + database.uri())) {
            assertThat(tables(database)).contains("by_a_bean").doesNotContain("customers");
            assertThat(context.getBean(ApplicationMigrations.class)
                            .database("default")
                            .asyncMigrator())
                    .isPresent();
        }
    }

    @Test
    void asksWhichOfTwoMigratorsIsMeant() {
        assertThatThrownBy(() -> TestApplication.start(TwoMigrators.class, "test.url=jdbc:postgresql:nowhere"))
                .rootCause()
                .hasMessageContaining("beans first, second: There are several beans of type Migrator or AsyncMigrator.")
                .hasMessageContaining("@Primary");
    }

    @Test
    void refusesAMigratorOfVertx() {
        assertThatThrownBy(() -> TestApplication.start(
                        WithVertxMigrator.class,
                        "test.url=jdbc:postgresql:nowhere",
                        "test.uri=postgresql://localhost/nowhere"))
                .rootCause()
                .hasMessageContaining("bean vertxMigrator: It is a VertxMigrator, which the start does not run.");
    }

    @Test
    void runsThePrimaryMigrator() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context =
                        TestApplication.start(PrimaryMigrator.class, "test.url=" + database.jdbcUrl())) {
            assertThat(context.getBean(ApplicationMigrations.class)
                            .database("default")
                            .migrator())
                    .containsSame(context.getBean("first", Migrator.class));
            assertThat(tables(database)).contains("by_a_bean");
        }
    }

    @Test
    void refusesADataSourceBesideAUrl() {
        assertThatThrownBy(() -> TestApplication.start(
                        Application.class,
                        "test.url=jdbc:postgresql:nowhere",
                        "manticore.migrations.url=jdbc:postgresql:nowhere",
                        "manticore.migrations.data-source=nonsense"))
                .rootCause()
                .hasMessageContaining(
                        "manticore.migrations.data-source: It has no effect beside manticore.migrations.url.");
    }

    /** A context of its own, with a database of its own, below one that was migrated. */
    @Test
    void migratesTheDatabaseOfAChildContext() {
        try (TestDatabase parent = PostgresServer.shared().newDatabase();
                TestDatabase child = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = builder()
                        .sources(Application.class)
                        .properties("test.url=" + parent.jdbcUrl(), "test.child=" + child.jdbcUrl())
                        .child(Child.class)
                        .web(WebApplicationType.NONE)
                        .run()) {
            assertThat(context.isActive()).isTrue();
            assertThat(tables(parent)).contains("customers");
            assertThat(tables(child)).contains("customers");
        }
    }

    @Test
    void leavesAChildContextWithoutADatabaseAlone() {
        try (TestDatabase parent = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = builder()
                        .sources(WithAsyncMigrator.class)
                        .properties("test.url=" + parent.jdbcUrl(), "test.uri=" + parent.uri())
                        .child(Empty.class)
                        .web(WebApplicationType.NONE)
                        .run()) {
            assertThat(context.getBeanFactory().getBeanNamesForType(ApplicationMigrations.class))
                    .isEmpty();
            assertThat(context.getBean(ApplicationMigrations.class).databases()).hasSize(1);
        }
    }

    private static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder()
                .web(WebApplicationType.NONE)
                .properties("logging.config=classpath:logback-boot.xml", "spring.main.banner-mode=off");
    }

    private static List<String> tables(TestDatabase database) {
        return new JdbcTemplate(database.dataSource())
                .queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class);
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Empty {}

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Application {
        @Bean
        DataSource dataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.url"));
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Child {
        @Bean
        DataSource childDataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.child"));
        }
    }

    @Import(Application.class)
    static class WithAsyncMigrator {
        @Bean(destroyMethod = "close")
        Pool pool(Environment environment) {
            return PgBuilder.pool()
                    .connectingTo(PgConnectOptions.fromUri(environment.getRequiredProperty("test.uri")))
                    .build();
        }

        @Bean
        AsyncMigrator migrator(Pool pool) {
            return AsyncMigrator.builder(VertxTxRunner.over(pool))
                    .source(SOURCE)
                    .build();
        }
    }

    @Import(Application.class)
    static class WithVertxMigrator {
        @Bean(destroyMethod = "close")
        Vertx vertx() {
            return Vertx.vertx();
        }

        @Bean
        VertxMigrator vertxMigrator(Vertx vertx, Environment environment) {
            Pool pool = PgBuilder.pool()
                    .connectingTo(PgConnectOptions.fromUri(environment.getRequiredProperty("test.uri")))
                    .using(vertx)
                    .build();
            return VertxMigrator.builder(vertx, pool).source(SOURCE).build();
        }
    }

    @Import(Application.class)
    static class TwoMigrators {
        @Bean
        Migrator first(DataSource dataSource) {
            return migrator(dataSource);
        }

        @Bean
        Migrator second(DataSource dataSource) {
            return migrator(dataSource);
        }
    }

    @Import(Application.class)
    static class PrimaryMigrator {
        @Bean
        @Primary
        Migrator first(DataSource dataSource) {
            return migrator(dataSource);
        }

        @Bean
        Migrator second(DataSource dataSource) {
            return migrator(dataSource);
        }
    }

    private static Migrator migrator(DataSource dataSource) {
        return Migrator.builder(JdbcTxRunner.over(dataSource)).source(SOURCE).build();
    }
}
