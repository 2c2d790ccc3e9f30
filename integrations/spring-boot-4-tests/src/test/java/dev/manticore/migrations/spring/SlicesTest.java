package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import jakarta.persistence.EntityManager;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.jooq.test.autoconfigure.JooqTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Boot's test slices have a migrated database. */
class SlicesTest {

    static void database(DynamicPropertyRegistry registry) {
        TestDatabase database = PostgresServer.shared().newDatabase();
        registry.add("spring.datasource.url", database::jdbcUrl);
    }

    @SpringBootConfiguration
    @AutoConfigurationPackage
    static class Application {}

    @Nested
    @JdbcTest
    @ContextConfiguration(classes = Application.class)
    @AutoConfigureTestDatabase(replace = Replace.NONE)
    class Jdbc {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry);
        }

        @Test
        void isMigrated(@Autowired JdbcTemplate template) {
            assertThat(template.queryForObject("SELECT count(*) FROM customers", Long.class))
                    .isEqualTo(2);
        }
    }

    @Nested
    @DataJpaTest
    @ContextConfiguration(classes = Application.class)
    @AutoConfigureTestDatabase(replace = Replace.NONE)
    class Jpa {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry);
        }

        @Test
        void isMigrated(@Autowired EntityManager entities) {
            assertThat(entities.find(Customer.class, 1L).name()).isEqualTo("Ada");
        }
    }

    @Nested
    @JooqTest
    @ContextConfiguration(classes = Application.class)
    @AutoConfigureTestDatabase(replace = Replace.NONE)
    class Jooq {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry);
        }

        @Test
        void isMigrated(@Autowired DSLContext jooq) {
            assertThat(jooq.fetchCount(DSL.table("customers"))).isEqualTo(2);
        }
    }
}
