package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.spi.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs initdb and pg_ctl. Their output, and the server's, goes to the log in the server's directory. */
final class PostgresPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
    private static final String SECONDS = "60";
    private static final String SUPERUSER = "postgres";

    private final Platform platform;
    private final Path bin;
    private final List<String> prefix;

    PostgresPrograms(Platform platform, Path directory, List<String> prefix) {
        this.platform = platform;
        this.bin = directory.resolve("bin");
        this.prefix = List.copyOf(prefix);
    }

    /** Creates the data directory. Nobody can log in until the first start. */
    void initialize(ServerDirectory directory) throws IOException {
        Directories.delete(directory.newData());
        List<String> command = command("initdb");
        command.addAll(List.of(
                "--pgdata",
                path(directory.newData()),
                "--username",
                SUPERUSER,
                "--auth",
                "reject",
                "--encoding",
                "UTF8",
                "--locale",
                "C"));
        if (run(command, "", directory) != 0) {
            throw failed("initdb could not create the data directory " + directory.data(), directory);
        }
        Files.move(directory.newData(), directory.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Gives a role a password while nobody can connect: in a server process without a network that reads its commands
     * from this process. Neither the command line nor a file holds them.
     *
     * @param verifier the password as the server stores it
     */
    void setPassword(ServerDirectory directory, String role, String verifier) {
        List<String> command = command("postgres");
        command.addAll(List.of("--single", "-D", path(directory.data()), "-c", "exit_on_error=on"));
        command.addAll(List.of("-c", "log_statement=none", "-c", "log_min_error_statement=panic", SUPERUSER));
        String statement = "ALTER ROLE " + Sql.identifier(role) + " PASSWORD " + Sql.literal(verifier) + "\n";
        if (run(command, statement, directory) != 0) {
            throw failed(
                    "The embedded PostgreSQL in " + directory.root() + " did not start: the password of the role "
                            + role + " could not be set",
                    directory);
        }
    }

    /** Starts the server and waits until it accepts connections; false if it did not start. */
    boolean start(ServerDirectory directory, int port) {
        List<String> command = command("pg_ctl");
        command.addAll(List.of(
                "start",
                "-w",
                "-t",
                SECONDS,
                "-D",
                path(directory.data()),
                "-l",
                path(directory.log()),
                "-o",
                "-p " + port + " -c listen_addresses=" + EmbeddedServer.HOST + " -c unix_socket_directories="));
        return run(command, "", directory) == 0;
    }

    /** Stops the server if it is running. Open sessions are closed. */
    void stop(ServerDirectory directory) {
        List<String> command = command("pg_ctl");
        command.addAll(List.of("stop", "-w", "-t", SECONDS, "-m", "fast", "-D", path(directory.data())));
        if (run(command, "", directory) != 0 && Files.exists(directory.postmasterFile())) {
            throw failed("The embedded PostgreSQL in " + directory.root() + " did not stop", directory);
        }
    }

    static ToolException failed(String message, ServerDirectory directory) {
        return new ToolException(
                ErrorCode.EMBEDDED_SERVER,
                message + ". The last lines of " + directory.log() + ":\n" + directory.logTail(),
                "Fix what the log reports, or choose another directory with --embedded=DIR, or a server with --url.",
                null);
    }

    private List<String> command(String program) {
        List<String> command = new ArrayList<>(prefix);
        command.add(bin.resolve(platform.program(program)).toString());
        return command;
    }

    private static String path(Path path) {
        return path.toAbsolutePath().toString();
    }

    /** Waits for the program even if interrupted: a start or a stop must not be abandoned halfway. */
    private static int run(List<String> command, String input, ServerDirectory directory) {
        LOG.debug("Running {}", command);
        boolean interrupted = Thread.interrupted();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(directory.log().toFile()))
                    .start();
            send(input, process);
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(String input, Process process) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            LOG.debug("The program ended before it read its input", ended);
        }
    }
}
