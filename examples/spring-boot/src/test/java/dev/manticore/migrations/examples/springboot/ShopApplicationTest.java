package dev.manticore.migrations.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the executable jar like a user. */
class ShopApplicationTest {
    private static final Path JAR = Path.of("target", "shop.jar");

    @Test
    void migratesFromItsOwnClassesAndFromANestedJar(@TempDir Path directory) throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThat(start(database, directory)).contains("2 articles are for sale");
            assertThat(applied(database)).isEqualTo("1 create customers, 2 create orders, 3 create articles");

            assertThat(start(database, directory)).contains("2 articles are for sale");
            assertThat(applied(database)).isEqualTo("1 create customers, 2 create orders, 3 create articles");
        }
    }

    private static String start(TestDatabase database, Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--spring.datasource.url=" + database.jdbcUrl())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String applied(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT string_agg(version || ' ' || description, ', ' ORDER BY version) FROM _migrations")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
