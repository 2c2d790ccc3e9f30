package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.application.DatabaseMigrationException;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says what failed, where, what was done before, and what to do. */
class FailureReportTest {
    @TempDir
    private Path migrations;

    @Test
    void pointsAtTheStatementThatFailed() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThatThrownBy(() -> Application.start(database, "manticore.migrations.locations", "classpath:broken"))
                    .hasMessageContaining("The migrations of the data source default failed.")
                    .hasMessageContaining("broken/V2__add_email.sql:2:40")
                    .hasMessageContaining("type \"txt\" does not exist")
                    .hasMessageContaining(
                            "2 | ALTER TABLE customers ADD COLUMN email TXT;\n          |                                        ^")
                    .hasMessageContaining("SQLSTATE: 42704")
                    .hasMessageContaining("Applied before: V1 create customers")
                    .hasMessageContaining("It was rolled back; nothing of it remains. Correct the file and try again.")
                    .satisfies(failure -> assertThat(failure)
                            .extracting(FailureReportTest::ofDatabase)
                            .isEqualTo("default"));
            assertThat(Application.tables(database)).containsExactly("customers");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(connectionsTo(database)).isEmpty());
        }
    }

    @Test
    void tellsAllProblemsAtOnceWithProperties() throws IOException {
        write("V1__create_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        write("V3__add_orders.sql", "CREATE TABLE orders (id BIGINT PRIMARY KEY);");
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            String[] location = {"manticore.migrations.datasources.default.locations", "filesystem:" + migrations};
            Application.start(database, location).close();
            write("V1__create_customers.sql", "CREATE TABLE customers (id INT PRIMARY KEY);");
            write("V2__late.sql", "CREATE TABLE late (id BIGINT PRIMARY KEY);");
            assertThatThrownBy(() -> Application.start(database, location))
                    .hasMessageContaining("1. ")
                    .hasMessageContaining("2. ")
                    .hasMessageContaining("V1__create_customers.sql")
                    .hasMessageContaining("V2__late.sql")
                    .hasMessageContaining("set manticore.migrations.datasources.default.tolerate=late")
                    .hasMessageContaining(
                            "manticore repair --changed on the command line, or Migrator.repair(RepairOption.CHANGED) in"
                                    + " a MigrationStrategy bean");
        }
    }

    /** Those of the pool. */
    private static List<String> connectionsTo(TestDatabase database) {
        return Application.query(
                database,
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static String ofDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseMigrationException found) {
                return found.database();
            }
        }
        return "none";
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
    }
}
