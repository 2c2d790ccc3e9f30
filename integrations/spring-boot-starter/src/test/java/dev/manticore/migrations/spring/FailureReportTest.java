package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A start that fails ends in a report that says what failed, where, what was done before, and what to do. */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTest {
    @TempDir
    private Path migrations;

    @Test
    void pointsAtTheStatementThatFailed(CapturedOutput output) throws IOException {
        write("V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        write("V2__add_email.sql", "-- one column\nALTER TABLE customers ADD COLUMN email TXT;");
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            fails(database);
        }
        assertThat(report(output))
                .contains("V2")
                .contains("type \"txt\" does not exist")
                .contains("V2__add_email.sql:2")
                .contains(
                        "2 | ALTER TABLE customers ADD COLUMN email TXT;\n          |                                        ^")
                .contains("SQLSTATE: 42704")
                .contains("Applied before: V1 create customers");
    }

    /** With files of the class path, in another directory than those of the tests. */
    @Test
    void readsAsTheDocumentationShows(CapturedOutput output) throws IOException {
        Files.createDirectories(migrations.resolve("shop"));
        write("shop/V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        write("shop/V2__add_email.sql", "-- one column\nALTER TABLE customers ADD COLUMN email TXT;");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {migrations.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThatThrownBy(() -> TestApplication.start(
                            TestApplication.Plain.class,
                            TestApplication.url(database),
                            "manticore.migrations.locations=classpath:shop"))
                    .isInstanceOf(Exception.class);
        } finally {
            thread.setContextClassLoader(before);
        }
        String documented = Files.readString(Path.of("../../docs/spring-boot.md"));
        int start = documented.indexOf("Description:");

        assertThat(report(output).replace(migrations + "/shop/", "/home/ada/shop/target/classes/db/migration/"))
                .contains(documented
                        .substring(start, documented.indexOf("```", start))
                        .strip());
    }

    @Test
    void tellsAllProblemsAtOnceWithProperties(CapturedOutput output) throws IOException {
        write("V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        write("V3__add_orders.sql", "CREATE TABLE orders (id BIGINT PRIMARY KEY);");
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            TestApplication.start(TestApplication.Plain.class, properties(database))
                    .close();
            write("V1__create_customers.sql", "CREATE TABLE customers (id INT PRIMARY KEY);");
            write("V2__late.sql", "CREATE TABLE late (id BIGINT PRIMARY KEY);");
            fails(database);
        }
        assertThat(report(output))
                .contains("1. ")
                .contains("2. ")
                .contains("V1__create_customers.sql")
                .contains("V2__late.sql")
                .contains("set manticore.migrations.tolerate=late")
                .contains("manticore repair --changed on the command line, or Migrator.repair(RepairOption.CHANGED)")
                .doesNotContain("MigratorBuilder");
    }

    @Test
    void saysThatTheDatabaseCannotBeReached(CapturedOutput output) throws IOException {
        write("V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        assertThatThrownBy(() -> TestApplication.start(
                        TestApplication.Plain.class,
                        "manticore.migrations.url=jdbc:postgresql://127.0.0.1:1/nowhere?user=none",
                        "manticore.migrations.locations=filesystem:" + migrations,
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere?user=none"))
                .isInstanceOf(Exception.class);
        assertThat(report(output)).contains("127.0.0.1:1").contains("Action:");
    }

    @Test
    void saysThatADataSourceIsNotOneOfPostgres(CapturedOutput output) {
        assertThatThrownBy(() -> TestApplication.start(OfAnotherDatabase.class)).isInstanceOf(Exception.class);
        assertThat(report(output))
                .contains("whose database is H2")
                .contains("Only PostgreSQL and CockroachDB can be migrated")
                .doesNotContain("Check host and port");
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class OfAnotherDatabase {
        @Bean
        DataSource dataSource() {
            return new DriverManagerDataSource("jdbc:h2:mem:another");
        }
    }

    private void fails(TestDatabase database) {
        assertThatThrownBy(() -> TestApplication.start(TestApplication.Plain.class, properties(database)))
                .hasRootCauseInstanceOf(Exception.class);
    }

    private String[] properties(TestDatabase database) {
        return new String[] {TestApplication.url(database), "manticore.migrations.locations=filesystem:" + migrations};
    }

    private static String report(CapturedOutput output) {
        String all = output.getAll();
        int start = all.indexOf("APPLICATION FAILED TO START");
        assertThat(start).as(all).isPositive();
        return all.substring(start);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
    }
}
