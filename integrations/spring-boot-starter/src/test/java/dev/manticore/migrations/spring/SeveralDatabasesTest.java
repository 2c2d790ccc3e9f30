package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.InvalidMigrationSettingsException;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An application with several databases. */
class SeveralDatabasesTest {

    @Test
    void migratesEachFromItsLocationsAndBeans() {
        try (TestDatabase customers = PostgresServer.shared().newDatabase();
                TestDatabase orders = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context = TestApplication.start(
                        WithBeans.class,
                        "test.customers=" + customers.jdbcUrl(),
                        "test.orders=" + orders.jdbcUrl(),
                        "manticore.migrations.table=changes",
                        "manticore.migrations.databases.customers.locations=classpath:several/customers",
                        "manticore.migrations.databases.orders.data-source=ordersDataSource",
                        "manticore.migrations.databases.orders.locations=classpath:several/orders")) {
            assertThat(context.getBean(ApplicationMigrations.class).databases())
                    .extracting(DatabaseMigrations::name)
                    .containsExactlyInAnyOrder("customers", "orders");
            assertThat(versions(customers, "changes")).containsExactly("1");
            assertThat(versions(orders, "changes")).containsExactly("1", "2");
        }
    }

    @Test
    void asksForWhichOneABeanIs() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThatThrownBy(() -> TestApplication.start(
                            WithAmbiguousBean.class,
                            "test.customers=" + database.jdbcUrl(),
                            "test.orders=" + database.jdbcUrl(),
                            "manticore.migrations.databases.customers.locations=classpath:several/customers",
                            "manticore.migrations.databases.orders.data-source=ordersDataSource"))
                    .rootCause()
                    .isInstanceOf(InvalidMigrationSettingsException.class)
                    .hasMessageContaining("bean forWhich: It is a MigrationSource")
                    .hasMessageContaining("@Qualifier");
        }
    }

    @Test
    void migratesTheMarkedOneOfTwo() {
        try (TestDatabase customers = PostgresServer.shared().newDatabase();
                TestDatabase orders = PostgresServer.shared().newDatabase()) {
            TestApplication.start(
                            Marked.class,
                            "test.customers=" + customers.jdbcUrl(),
                            "test.orders=" + orders.jdbcUrl(),
                            "manticore.migrations.locations=classpath:several/orders")
                    .close();
            assertThat(versions(orders, "_migrations")).containsExactly("1");
            assertThatThrownBy(() -> versions(customers, "_migrations"))
                    .rootCause()
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void asksWhichOfTwoIsMeant() {
        assertThatThrownBy(() -> TestApplication.start(
                        TwoDataSources.class, "test.customers=jdbc:postgresql:a", "test.orders=jdbc:postgresql:b"))
                .rootCause()
                .hasMessageContaining("manticore.migrations.data-source: There are several beans of type DataSource:")
                .hasMessageContaining("@ManticoreDataSource");
    }

    private static List<String> versions(TestDatabase database, String table) {
        return new JdbcTemplate(database.dataSource())
                .queryForList("SELECT version FROM " + table + " ORDER BY version", String.class);
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class TwoDataSources {
        @Bean
        @Qualifier("customers")
        DataSource customersDataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.customers"));
        }

        @Bean
        DataSource ordersDataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.orders"));
        }
    }

    @Import(TwoDataSources.class)
    static class WithBeans {
        @Bean
        @Qualifier("orders")
        MigrationSource inCode() {
            return MigrationSource.of(List.of(new Migration(2, "more", "CREATE TABLE more (id INT)", null)));
        }
    }

    @Import(TwoDataSources.class)
    static class WithAmbiguousBean {
        @Bean
        MigrationSource forWhich() {
            return MigrationSource.of(List.of(new Migration(2, "more", "CREATE TABLE more (id INT)", null)));
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Marked {
        @Bean
        DataSource customersDataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.customers"));
        }

        @Bean
        @ManticoreDataSource
        DataSource ordersDataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.orders"));
        }
    }
}
