package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.failure.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one server, whatever state a previous run left its directory in. */
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
    /** Another program may take a port after it was found free and before the server listens on it. */
    private static final int ATTEMPTS = 3;

    private final PostgresPrograms programs;
    private final ServerDirectory directory;
    private final String version;

    ServerStart(PostgresPrograms programs, ServerDirectory directory, String version) {
        this.programs = programs;
        this.directory = directory;
        this.version = version;
    }

    /** Returns the port on which the server listens. */
    int run() throws IOException {
        if (directory.hasData()) {
            checkVersion();
            Optional<Integer> port = leftRunning();
            if (port.isPresent()) {
                return port.get();
            }
        } else {
            programs.initialize(directory);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            if (programs.start(directory, port)) {
                LOG.debug("PostgreSQL {} is running on port {} with data in {}", version, port, directory.data());
                return port;
            }
        }
        throw PostgresPrograms.failed("The embedded PostgreSQL in " + directory.root() + " did not start", directory);
    }

    private void checkVersion() throws IOException {
        String major = version.substring(0, version.indexOf('.'));
        String found = directory.version();
        if (!major.equals(found)) {
            throw new CliException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The data in " + directory.data() + " was created by PostgreSQL " + found
                            + ", but the embedded version is " + version + ".",
                    "Use another directory with --embedded=DIR, or move the data with pg_dump and psql of" + " version "
                            + found + ".",
                    null);
        }
    }

    /** A killed run leaves its server running. Since this run holds the directory's lock, it can use that server. */
    private Optional<Integer> leftRunning() throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.read(directory.postmasterFile());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (file.get().mayRun(directory.data())) {
            LOG.debug("PostgreSQL is already running: {}", file.get());
            return Optional.of(file.get().port());
        }
        if (ProcessHandle.of(file.get().pid()).isPresent()) {
            // The server is gone. Another program has its process id, and a new server would refuse to start.
            Files.delete(directory.postmasterFile());
        }
        return Optional.empty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
