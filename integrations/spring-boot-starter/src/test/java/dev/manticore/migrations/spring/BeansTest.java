package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.application.MigrationStrategy;
import dev.manticore.migrations.application.MigratorCustomizer;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.jdbc.JdbcMigration;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Beans of the application take part in its migrations. */
class BeansTest {

    @Test
    void takesPartInOrder() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context =
                        TestApplication.start(Everything.class, "test.url=" + database.jdbcUrl())) {
            JdbcTemplate template = new JdbcTemplate(database.dataSource());
            assertThat(template.queryForList(
                            "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank",
                            String.class))
                    .containsExactly("1", "2", "3");
            assertThat(template.queryForObject("SELECT count(*) FROM made_by_code", Long.class))
                    .isEqualTo(1);
            assertThat(context.getBean(Everything.class).calls)
                    .containsExactly("customizer default", "strategy default", "first", "second");
        }
    }

    @Test
    void knowsWhichDataSourceIsManaged() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ConfigurableApplicationContext context =
                        TestApplication.start(OneDataSource.class, "test.url=" + database.jdbcUrl())) {
            SchemaManagementProvider provider = context.getBean(SchemaManagementProvider.class);
            assertThat(provider.getSchemaManagement(context.getBean(DataSource.class)))
                    .isEqualTo(SchemaManagement.MANAGED);
            assertThat(provider.getSchemaManagement(database.dataSource())).isEqualTo(SchemaManagement.UNMANAGED);
        }
    }

    @Test
    void beginsWithABaselineAndExecutesTheInitSql() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            JdbcTemplate template = new JdbcTemplate(database.dataSource());
            template.execute("CREATE TABLE customers (id BIGINT PRIMARY KEY, name TEXT NOT NULL)");
            template.execute("DO $$ BEGIN CREATE ROLE baseliner; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            template.execute("GRANT CREATE, USAGE ON SCHEMA public TO baseliner");
            template.execute("GRANT ALL ON customers TO baseliner");
            TestApplication.start(
                            OneDataSource.class,
                            "test.url=" + database.jdbcUrl(),
                            "manticore.migrations.baseline-on-migrate=true",
                            "manticore.migrations.baseline-description=as it was",
                            "manticore.migrations.init-sql=SET ROLE baseliner")
                    .close();
            assertThat(template.queryForList("SELECT description FROM _migrations ORDER BY version", String.class))
                    .containsExactly("as it was", "add customers");
            assertThat(template.queryForObject(
                            "SELECT tableowner FROM pg_tables WHERE tablename = '_migrations'", String.class))
                    .isEqualTo("baseliner");
        }
    }

    @Test
    void connectsAsAUserOfItsOwn() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            JdbcTemplate template = new JdbcTemplate(database.dataSource());
            template.execute(
                    "DO $$ BEGIN CREATE ROLE migrator LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            template.execute("GRANT CREATE, USAGE ON SCHEMA public TO migrator");
            TestApplication.start(
                            OneDataSource.class, "test.url=" + database.jdbcUrl(), "manticore.migrations.user=migrator")
                    .close();
            assertThat(template.queryForObject(
                            "SELECT tableowner FROM pg_tables WHERE tablename = 'customers'", String.class))
                    .isEqualTo("migrator");
        }
    }

    @Test
    void usesConnectionDetails() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            TestApplication.start(WithConnectionDetails.class, "test.url=" + database.jdbcUrl())
                    .close();
            assertThat(new JdbcTemplate(database.dataSource())
                            .queryForObject("SELECT count(*) FROM customers", Long.class))
                    .isEqualTo(2);
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class OneDataSource {
        @Bean
        DataSource dataSource(Environment environment) {
            return new DriverManagerDataSource(environment.getRequiredProperty("test.url"));
        }
    }

    @Import(OneDataSource.class)
    static class Everything {
        final List<String> calls = new ArrayList<>();

        @Bean
        @Order(2)
        MigrationListener second() {
            return event -> note(event, "second");
        }

        @Bean
        @Order(1)
        MigrationListener first() {
            return event -> note(event, "first");
        }

        private void note(MigrationEvent event, String name) {
            if (event instanceof MigrationEvent.RunFinished) {
                calls.add(name);
            }
        }

        @Bean
        MigratorCustomizer customizer() {
            return (database, builder) -> calls.add("customizer " + database);
        }

        @Bean
        MigrationStrategy strategy() {
            return database -> {
                calls.add("strategy " + database.name());
                database.migrate();
            };
        }

        @Bean
        HistoryStore history() {
            return FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE);
        }

        @Bean
        V3__create_by_code code() {
            return new V3__create_by_code();
        }
    }

    /** A migration in Java. */
    @SuppressWarnings("checkstyle:TypeName")
    static class V3__create_by_code implements JdbcMigration {
        @Override
        public void migrate(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE made_by_code AS SELECT 1 AS id");
            }
        }
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class WithConnectionDetails {
        @Bean
        MigrationsConnectionDetails details(Environment environment) {
            return new MigrationsConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return environment.getRequiredProperty("test.url");
                }

                @Override
                public String getUsername() {
                    return "postgres";
                }

                @Override
                public String getPassword() {
                    return "";
                }
            };
        }
    }
}
