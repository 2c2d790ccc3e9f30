package dev.manticore.migrations.testing.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.testing.TestDatabase;
import dev.manticore.migrations.testing.TestDatabases;
import dev.manticore.migrations.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
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

    /** The URL of the server names none. */
    @Test
    void namesTheDefaultUserOfTheDriver() throws Exception {
        String defaultUser = System.getProperty("user.name");
        try (TestDatabases databases = TestDatabases.of(ClasspathSource.of("db/migration"))
                        .server(() -> new TestServer.Address(database.jdbcUrl(), null, passwordOf(defaultUser)))
                        .open();
                TestDatabase other = databases.create()) {
            Map<String, Supplier<Object>> properties = new HashMap<>();
            new MigratedDatabaseConfiguration()
                    .migratedTestDatabaseProperties(other)
                    .accept(properties::put);

            assertThat(other.user()).isNull();
            assertThat(properties.get("spring.datasource.username").get()).isEqualTo(defaultUser);
        }
    }

    /** Lets it log in. */
    private String passwordOf(String role) {
        if (role.equals(user)) {
            return password;
        }
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ROLE IF EXISTS \"" + role + "\"");
            statement.execute("CREATE ROLE \"" + role + "\" LOGIN SUPERUSER PASSWORD 'x'");
            return "x";
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
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
