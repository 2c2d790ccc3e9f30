package dev.manticore.migrations.testing.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.testing.TestDatabase;
import dev.manticore.migrations.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The properties of a test's application context lead to a migrated database. */
@SpringJUnitConfig
class MigratedDatabaseConfigurationTest {

    @Value("${spring.datasource.url}")
    private String url;

    @Value("${spring.datasource.username}")
    private String user;

    @Value("${spring.datasource.password}")
    private String password;

    @Autowired
    private TestDatabase database;

    @Test
    void leadToTheDatabase() throws Exception {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            assertThat(connection.getCatalog()).isEqualTo(database.name());
            assertThat(connection
                            .getMetaData()
                            .getTables(null, null, "pets", null)
                            .next())
                    .isTrue();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(MigratedDatabaseConfiguration.class)
    static class Databases {
        @Bean
        TestDatabases testDatabases() {
            return TestDatabases.of(ClasspathSource.of("db/migration")).open();
        }
    }
}
