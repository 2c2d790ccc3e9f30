package dev.manticore.migrations.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A PostgreSQL that may die: what it has committed is on the disk, and it comes back with the same data and at the same
 * port. One for one test, or for a few in turn.
 */
public final class RestartableServer implements TestServer, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final int port;
    private final EmbeddedPostgres server;
    private int databases;

    private RestartableServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.server = launch();
    }

    public static RestartableServer start() {
        try {
            PostgresServer.requireNotRoot();
            return new RestartableServer(Files.createTempDirectory("restartable"), FreePort.any());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("listen_addresses", PostgresServer.HOST)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    // One call instead of one for each file, before it recovers.
                    .setServerConfig("recovery_init_sync_method", "syncfs")
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(PATIENCE)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", failure);
        }
    }

    /** A database that nobody else has seen; it stays until the server is closed. */
    public TestDatabase newDatabase() {
        return newDatabase("template0");
    }

    /** A copy of a database that nobody is connected to. */
    public TestDatabase copyOf(TestDatabase original) {
        return newDatabase(original.name());
    }

    private TestDatabase newDatabase(String template) {
        String name = "test_" + ++databases;
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(PostgresServer.HOST, port, name, PostgresServer.USER, this);
    }

    /** What is gone need not be recovered. */
    @Override
    public void drop(TestDatabase database) {
        execute("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    private void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("The server refused: " + sql, failure);
        }
    }

    /**
     * An immediate shutdown: sessions end in the middle of what they do, nothing is written down any more, and the next
     * start has to recover.
     *
     * @see <a href="https://www.postgresql.org/docs/current/server-shutdown.html">Shutting Down the Server</a>
     */
    public void killHard() {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
            String pid = lines.get(0).strip();
            ProcessHandle postmaster =
                    ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new IllegalStateException("no " + pid));
            new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
            postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | InterruptedException | TimeoutException | ExecutionException failure) {
            throw new IllegalStateException("The server did not go down", failure);
        }
    }

    /** Comes back after {@link #killHard}, with the settings that it had. */
    public void restart() {
        try {
            // The server's program, then its options, each in double quotes.
            String[] started = Files.readString(directory.resolve("data").resolve("postmaster.opts"))
                    .strip()
                    .split(" ", 2);
            List<String> command = new ArrayList<>();
            if (PostgresServer.isRoot()) {
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(
                    String.valueOf(Path.of(started[0]).resolveSibling("pg_ctl")),
                    "start",
                    "-w",
                    "-t",
                    String.valueOf(PATIENCE.toSeconds()),
                    "-D",
                    String.valueOf(directory.resolve("data")),
                    "-o",
                    started[1]));
            Path log = directory.resolve("log");
            int exitCode = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("The server did not come back:\n" + Files.readString(log));
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
