package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** What uses a database starts after the migrations: a bean of each kind queries a migrated table in its constructor. */
class OrderTest {
    private static TestDatabase database;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        database = PostgresServer.shared().newDatabase();
        context = TestApplication.start(
                WebApplicationType.SERVLET,
                Application.class,
                TestApplication.url(database),
                "spring.jpa.hibernate.ddl-auto=validate",
                "spring.quartz.job-store-type=jdbc",
                "spring.quartz.jdbc.initialize-schema=never",
                "spring.quartz.properties.org.quartz.jobStore.driverDelegateClass="
                        + "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate",
                "spring.batch.jdbc.initialize-schema=never",
                "spring.session.jdbc.initialize-schema=never");
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
        database.close();
    }

    @Test
    void jpa() {
        assertThat(context.getBean(UsesJpa.class).names).containsExactly("Ada", "Grace");
    }

    @Test
    void jdbcTemplate() {
        assertThat(context.getBean(UsesJdbcTemplate.class).customers).isEqualTo(2);
    }

    @Test
    void jdbcClient() {
        assertThat(context.getBean(UsesJdbcClient.class).customers).isEqualTo(2);
    }

    @Test
    void jooq() {
        assertThat(context.getBean(UsesJooq.class).customers).isEqualTo(2);
    }

    @Test
    void quartz() {
        assertThat(context.getBean(UsesQuartz.class).exists).isFalse();
    }

    @Test
    void batch() {
        assertThat(context.getBean(UsesBatch.class).names).isEmpty();
    }

    @Test
    void session() {
        assertThat(context.getBean(UsesSession.class).sessions).isZero();
    }

    /** As with Flyway, Hibernate is then first, the migrations are next, and the scripts of Spring Boot are last. */
    @Test
    void deferredInitialization(@TempDir Path directory) throws IOException {
        Path script = Files.writeString(
                directory.resolve("data.sql"), "INSERT INTO customers (id, name) VALUES (3, 'Barbara');");
        try (TestDatabase own = PostgresServer.shared().newDatabase()) {
            TestApplication.start(
                            TestApplication.Plain.class,
                            TestApplication.url(own),
                            "spring.jpa.defer-datasource-initialization=true",
                            "spring.sql.init.mode=always",
                            "spring.sql.init.data-locations=" + script.toUri(),
                            "spring.batch.jdbc.initialize-schema=always")
                    .close();
            assertThat(new JdbcTemplate(own.dataSource()).queryForObject("SELECT count(*) FROM customers", Long.class))
                    .isEqualTo(3);
        }
    }

    /** The beans that use the database come first. */
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    @Import({
        UsesJpa.class,
        UsesJdbcTemplate.class,
        UsesJdbcClient.class,
        UsesJooq.class,
        UsesQuartz.class,
        UsesBatch.class,
        UsesSession.class
    })
    static class Application {

        /** The tables of the three come from the migrations, as in an application that lets nobody else create tables. */
        @Bean
        MigrationSource tablesOfFrameworks() throws IOException {
            return MigrationSource.of(List.of(
                    new Migration(11, "quartz", text("org/quartz/impl/jdbcjobstore/tables_postgres.sql"), null),
                    new Migration(12, "batch", text("org/springframework/batch/core/schema-postgresql.sql"), null),
                    new Migration(
                            13, "session", text("org/springframework/session/jdbc/schema-postgresql.sql"), null)));
        }

        private static String text(String resource) throws IOException {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        }
    }

    static class UsesJpa {
        final List<String> names;

        UsesJpa(EntityManagerFactory factory) {
            names = factory.createEntityManager()
                    .createQuery("SELECT c.name FROM Customer c ORDER BY c.id", String.class)
                    .getResultList();
        }
    }

    static class UsesJdbcTemplate {
        final Long customers;

        UsesJdbcTemplate(JdbcTemplate template) {
            customers = template.queryForObject("SELECT count(*) FROM customers", Long.class);
        }
    }

    static class UsesJdbcClient {
        final Long customers;

        UsesJdbcClient(JdbcClient client) {
            customers = client.sql("SELECT count(*) FROM customers")
                    .query(Long.class)
                    .single();
        }
    }

    static class UsesJooq {
        final int customers;

        UsesJooq(DSLContext jooq) {
            customers = jooq.fetchCount(org.jooq.impl.DSL.table("customers"));
        }
    }

    static class UsesQuartz {
        final boolean exists;

        UsesQuartz(Scheduler scheduler) throws SchedulerException {
            exists = scheduler.checkExists(new JobKey("none"));
        }
    }

    static class UsesBatch {
        final List<String> names;

        UsesBatch(JobRepository repository) {
            names = repository.getJobNames();
        }
    }

    static class UsesSession {
        final int sessions;

        UsesSession(JdbcIndexedSessionRepository repository) {
            sessions = repository.findByPrincipalName("nobody").size();
        }
    }
}
