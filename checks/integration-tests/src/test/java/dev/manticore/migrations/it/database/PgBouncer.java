package dev.manticore.migrations.it.database;

import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.support.FreePort;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** PgBouncer in transaction mode in front of a database, as far as the machine has it. */
public final class PgBouncer implements AutoCloseable {
    /** Fewer than the processes, which therefore share connections. */
    public static final int SERVER_CONNECTIONS = 5;

    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

    private final Process process;
    private final Path directory;
    private final TestDatabase address;

    private PgBouncer(Process process, Path directory, TestDatabase address) {
        this.process = process;
        this.directory = directory;
        this.address = address;
    }

    /** Skips the test where there is no PgBouncer. */
    public static PgBouncer start(TestDatabase database) throws IOException {
        Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Assumptions.assumeTrue(program != null, "PgBouncer is not installed: apt-get install pgbouncer");
        // Another user than ours has to read it.
        Path directory = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = FreePort.any();
        Path users = Files.writeString(directory.resolve("users.txt"), "\"" + database.user() + "\" \"\"\n");
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 500
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        database.host(), database.port(), port, users, SERVER_CONNECTIONS));
        List<String> command = new ArrayList<>(List.of(String.valueOf(program), "-q", String.valueOf(settings)));
        if (Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
            // It refuses to be root.
            command.addAll(List.of("-u", "nobody"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(directory).toFile())
                .start();
        PgBouncer started = new PgBouncer(
                process, directory, new TestDatabase("127.0.0.1", port, database.name(), database.user()));
        try {
            started.awaitAnswer();
            return started;
        } catch (RuntimeException failure) {
            try {
                throw new IllegalStateException(
                        "PgBouncer does not answer:\n" + Files.readString(log(directory)), failure);
            } finally {
                started.close();
            }
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("log");
    }

    private void awaitAnswer() {
        await().atMost(Duration.ofSeconds(20))
                .failFast("PgBouncer has ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> new Sql(address.dataSource()).row("SELECT 1").equals("1"));
    }

    /** The database, through PgBouncer. */
    public TestDatabase database() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
