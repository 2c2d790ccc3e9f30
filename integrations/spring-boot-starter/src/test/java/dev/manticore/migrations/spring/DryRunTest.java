package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** A start that is a dry run shows the SQL, changes nothing and ends the program without a failure. */
@ExtendWith(OutputCaptureExtension.class)
class DryRunTest {
    private static final String DRY_RUN = "manticore.migrations.dry-run-at-start=true";

    @Test
    void endsAfterADryRun(CapturedOutput output) {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThat(catchThrowable(() -> TestApplication.start(
                            BeansTest.OneDataSource.class, "test.url=" + database.jdbcUrl(), DRY_RUN)))
                    .hasRootCauseInstanceOf(DryRunEndedException.class);
            assertThat(output.getOut())
                    .contains("-- V1 create customers (")
                    .contains("CREATE TABLE customers (id BIGINT PRIMARY KEY, name TEXT NOT NULL)")
                    .contains("The dry run has ended")
                    .doesNotContain("APPLICATION FAILED TO START");
            assertThat(tables(database)).isEmpty();
        }
    }

    @Test
    void theProgramEndsWithExitCode0(@TempDir Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DryRunProgram.class.getName(),
                            "--logging.config=classpath:logback-boot.xml",
                            "--test.url=" + database.jdbcUrl(),
                            "--" + DRY_RUN)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(program.waitFor(3, TimeUnit.MINUTES)).isTrue();
            } finally {
                program.destroyForcibly();
            }
            assertThat(program.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("-- V1 create customers (", "The dry run has ended");
            assertThat(tables(database)).isEmpty();
        }
    }

    /** Also where the server starts the application on the thread of its own main method. */
    @Test
    void aServerGoesOn() {
        String run = "org.springframework.boot.SpringApplication.run";
        String main = "com.example.Application.main";
        assertThat(DryRunEnd.isOwnProgram(List.of(run, main))).isTrue();
        assertThat(DryRunEnd.isOwnProgram(List.of(run, "java.lang.Thread.run"))).isFalse();
        assertThat(DryRunEnd.isOwnProgram(List.of(
                        run,
                        "org.springframework.boot.web.servlet.support.SpringBootServletInitializer.onStartup",
                        "org.apache.catalina.startup.Bootstrap.main")))
                .isFalse();
    }

    private static List<String> tables(TestDatabase database) {
        return new JdbcTemplate(database.dataSource())
                .queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class);
    }
}
