package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one server, whatever state a previous run left its directory in. */
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
    /** Another program may take a port after it was found free and before the server listens on it. */
    private static final int ATTEMPTS = 3;

    private static final int PASSWORD_BYTES = 24;
    private static final Duration STANDALONE_END = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final PostgresPrograms programs;
    private final ServerDirectory directory;
    private final String version;

    /** A server that is running. */
    record Started(int port, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Started[port=" + port + "]";
        }
    }

    ServerStart(PostgresPrograms programs, ServerDirectory directory, String version) {
        this.programs = programs;
        this.directory = directory;
        this.version = version;
    }

    /**
     * Starts the server with a new password.
     *
     * @param role the role that gets the password
     */
    Started run(String role) throws IOException, InterruptedException {
        if (directory.hasData()) {
            checkVersion();
            stopLeftRunning();
        } else {
            programs.initialize(directory);
        }
        directory.protect();
        String password = randomPassword();
        programs.setPassword(directory, role, PasswordUtil.encodeScramSha256(password.toCharArray()));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            if (programs.start(directory, port)) {
                LOG.debug("PostgreSQL {} is running on port {} with data in {}", version, port, directory.data());
                return new Started(port, password);
            }
        }
        throw PostgresPrograms.failed("The embedded PostgreSQL in " + directory.root() + " did not start", directory);
    }

    private void checkVersion() throws IOException {
        String major = version.substring(0, version.indexOf('.'));
        String found = directory.version();
        if (!major.equals(found)) {
            throw new ToolException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The data in " + directory.data() + " was created by PostgreSQL " + found
                            + ", but the embedded version is " + version + ".",
                    "Use another directory with --embedded=DIR, or move the data with pg_dump and psql of" + " version "
                            + found + ".",
                    null);
        }
    }

    /** A killed run leaves its server running, with a password that nobody knows. This run holds the directory's lock. */
    private void stopLeftRunning() throws IOException, InterruptedException {
        Optional<PostmasterFile> file = PostmasterFile.read(directory.postmasterFile());
        if (file.isEmpty()) {
            return;
        }
        if (file.get().mayRun(directory.data())) {
            LOG.debug("An earlier run left PostgreSQL running: {}", file.get());
            if (file.get().standalone()) {
                awaitEnd(file.get());
            } else {
                programs.stop(directory);
            }
        } else if (ProcessHandle.of(file.get().pid()).isPresent()) {
            // The server is gone. Another program has its process id, and a new server would refuse to start.
            Files.delete(directory.postmasterFile());
        }
    }

    /** Nobody can tell a standalone server to stop. If it goes on, the next program fails and says so. */
    private void awaitEnd(PostmasterFile file) throws InterruptedException {
        long start = System.nanoTime();
        while (Files.exists(directory.postmasterFile())
                && file.mayRun(directory.data())
                && System.nanoTime() - start < STANDALONE_END.toNanos()) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
