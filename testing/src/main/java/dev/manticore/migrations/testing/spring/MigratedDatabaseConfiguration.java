package dev.manticore.migrations.testing.spring;

import dev.manticore.migrations.testing.TestDatabase;
import dev.manticore.migrations.testing.TestDatabases;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Points {@code spring.datasource.*} of a test's application context to a database of its own, as {@code @ServiceConnection}
 * would. It needs a bean of {@link TestDatabases}:
 *
 * <pre>{@code
 * @TestConfiguration
 * @Import(MigratedDatabaseConfiguration.class)
 * class Databases {
 *     @Bean
 *     TestDatabases testDatabases() {
 *         return TestDatabases.of(ClasspathSource.of("db/migration")).open();
 *     }
 * }
 * }</pre>
 *
 * <p>The database is dropped when the context is closed. Tests that share a context share the database. Works with Spring
 * Framework 6.2 and later, that is with Spring Boot 3.4 and later, and without Spring Boot.
 */
@Configuration(proxyBeanMethods = false)
public class MigratedDatabaseConfiguration {

    /** A configuration without state. */
    public MigratedDatabaseConfiguration() {}

    @Bean(destroyMethod = "close")
    TestDatabase migratedTestDatabase(TestDatabases databases) {
        return databases.create();
    }

    @Bean
    DynamicPropertyRegistrar migratedTestDatabaseProperties(TestDatabase database) {
        return properties -> {
            properties.add("spring.datasource.url", database::jdbcUrl);
            // The driver's default, so that the user of the application is not taken.
            properties.add(
                    "spring.datasource.username",
                    () -> Objects.requireNonNullElseGet(database.user(), () -> System.getProperty("user.name")));
            properties.add("spring.datasource.password", () -> Objects.requireNonNullElse(database.password(), ""));
        };
    }
}
