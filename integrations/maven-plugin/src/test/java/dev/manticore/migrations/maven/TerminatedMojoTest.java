package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a goal that is asked to end cancels its statement and releases its lease. */
class TerminatedMojoTest {

    @Test
    void cancelsItsStatementAndReleasesItsLease(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("V1__slow.sql"), "CREATE TABLE t (id INT); SELECT pg_sleep(3600) AS slept;");
        Path output = directory.resolve("output.txt");
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Process maven = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TerminatedMojo.class.getName(),
                            database.uri(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                awaitSleep(database, maven, output);

                maven.destroy();

                assertThat(maven.waitFor(3, TimeUnit.MINUTES)).isTrue();
            } finally {
                maven.destroyForcibly();
            }
            assertThat(Files.readString(output))
                    .contains(
                            "interrupted: ending the run",
                            "The run was interrupted while V1 was running; it was rolled back.")
                    .doesNotContain("did not end within");
            assertThat(number(database, "SELECT count(*) FROM _migrations_lease WHERE expires_at > now()"))
                    .isZero();
            assertThat(sleeping(database)).isZero();
        }
    }

    private static void awaitSleep(TestDatabase database, Process maven, Path output) throws Exception {
        while (sleeping(database) == 0) {
            assertThat(maven.isAlive()).as(Files.readString(output)).isTrue();
            Thread.sleep(20);
        }
    }

    private static long sleeping(TestDatabase database) throws SQLException {
        return number(
                database,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND"
                        + " wait_event = 'PgSleep'");
    }

    private static long number(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
