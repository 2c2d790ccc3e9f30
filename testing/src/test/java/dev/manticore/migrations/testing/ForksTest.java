package dev.manticore.migrations.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.filesystem.FilesystemSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that run at the same time make one template together, and the databases of a killed one are dropped. */
class ForksTest {
    private static final String ANSWER = "answer: ";

    @TempDir
    private Path directory;

    private final List<Fork> forks = new ArrayList<>();

    @AfterEach
    void stop() {
        forks.forEach(fork -> fork.process.destroyForcibly());
    }

    @Test
    void makeOneTemplateAndDropWhatAKilledOneLeft() throws Exception {
        // Roles belong to the server: they tell how often the migration was executed.
        Files.writeString(directory.resolve("V1__create.sql"), """
                        CREATE TABLE pets (id INT);
                        DO $$ BEGIN EXECUTE 'CREATE ROLE made_by_' || pg_backend_pid(); PERFORM pg_sleep(1); END $$;
                        """);
        TestServer.Address server = new SharedServer().address();
        List<String> databases = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            forks.add(fork(server));
        }
        for (Fork fork : forks) {
            assertThat(fork.line()).isEqualTo("ready");
        }
        for (Fork fork : forks) {
            fork.go();
        }
        for (Fork fork : forks) {
            databases.add(fork.line());
        }

        assertThat(databases).doesNotHaveDuplicates();
        assertThat(Sqls.ask(
                        SharedServer.running().dataSource(),
                        "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'made_by_')"))
                .hasSize(1);
        assertThat(Sqls.databases(databases.get(0))).hasSize(1);

        for (Fork fork : forks) {
            fork.process.destroyForcibly().waitFor();
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            // Each one that opens looks for what others left; the server may notice a little later that they are gone.
            builder(directory, server).open().close();
            return Sqls.databases("manticore_test_").stream().noneMatch(databases::contains);
        });
    }

    /** Another JVM. */
    private record Fork(Process process, BufferedReader output) {
        String line() throws IOException {
            while (true) {
                String line = Optional.ofNullable(output.readLine()).orElseThrow();
                // Others are of the log.
                if (line.startsWith(ANSWER)) {
                    return line.substring(ANSWER.length());
                }
            }
        }

        void go() throws IOException {
            try (OutputStream input = process.getOutputStream()) {
                input.write('\n');
            }
        }
    }

    private Fork fork(TestServer.Address server) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForksTest.class.getName(),
                        directory.toString(),
                        server.jdbcUrl(),
                        String.valueOf(server.user()),
                        String.valueOf(server.password()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Fork(process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
    }

    private static TestDatabasesBuilder builder(Path directory, TestServer.Address server) {
        return TestDatabases.of(FilesystemSource.of(directory)).server(() -> server);
    }

    /** The program of a fork. It waits for the others, names its database, and waits until it is killed. */
    public static void main(String... arguments) throws Exception {
        TestServer.Address server = new TestServer.Address(arguments[1], arguments[2], arguments[3]);
        TestDatabases databases = builder(Path.of(arguments[0]), server).open();
        System.out.println(ANSWER + "ready");
        if (System.in.read() != '\n') {
            throw new IllegalStateException("the test has ended");
        }
        System.out.println(ANSWER + databases.create().name());
        new CountDownLatch(1).await();
    }
}
