package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A container with {@code @ServiceConnection} is migrated, also without a data source. */
class ServiceConnectionTest {

    @Test
    void migratesTheDatabaseOfAContainer() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "there is no Docker");
        migrates(InDocker.class);
    }

    @Test
    void takesTheConnectionFromTheContainer() {
        migrates(OnTheSharedServer.class);
    }

    private static void migrates(Class<?> application) {
        try (ConfigurableApplicationContext context = TestApplication.start(application)) {
            JdbcDatabaseContainer<?> container = context.getBean(JdbcDatabaseContainer.class);
            JdbcTemplate template = new JdbcTemplate(new DriverManagerDataSource(
                    container.getJdbcUrl(), container.getUsername(), container.getPassword()));
            assertThat(template.queryForObject("SELECT count(*) FROM customers", Long.class))
                    .isEqualTo(2);
        }
    }

    @ImportAutoConfiguration({MigrationsAutoConfiguration.class, ServiceConnectionAutoConfiguration.class})
    static class InDocker {
        @Bean
        @ServiceConnection
        @SuppressWarnings({"deprecation", "resource"
        }) // a later version of Testcontainers has it elsewhere; Spring closes it
        PostgreSQLContainer<?> container() {
            return new PostgreSQLContainer<>("postgres:18-alpine");
        }
    }

    @ImportAutoConfiguration({MigrationsAutoConfiguration.class, ServiceConnectionAutoConfiguration.class})
    static class OnTheSharedServer {
        @Bean
        @ServiceConnection
        SharedServer container() {
            return new SharedServer(PostgresServer.shared().newDatabase());
        }
    }

    /** A container as Boot sees it, whose database is one of the shared server: it needs no Docker. */
    static final class SharedServer extends JdbcDatabaseContainer<SharedServer> {
        private final TestDatabase database;

        SharedServer(TestDatabase database) {
            super(DockerImageName.parse("postgres"));
            this.database = database;
        }

        @Override
        public void start() {
            // The server runs already.
        }

        @Override
        public void stop() {
            database.close();
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public String getDockerImageName() {
            return "postgres";
        }

        @Override
        public String getDriverClassName() {
            return "org.postgresql.Driver";
        }

        @Override
        public String getJdbcUrl() {
            return database.jdbcUrl();
        }

        @Override
        public String getUsername() {
            return database.user();
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        protected String getTestQueryString() {
            return "SELECT 1";
        }
    }
}
