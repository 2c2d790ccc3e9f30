package dev.manticore.migrations.embedded;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final Wish wish;

    /**
     * What was asked for.
     *
     * @param role the role that gets the password
     * @param password null for a random one
     * @param port 0 for a free one
     */
    record Wish(String role, @Nullable String password, int port, Map<String, String> settings) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Wish[role=" + role + ", port=" + port + ", settings=" + settings + "]";
        }
    }

    ServerStart(PostgresPrograms programs, ServerDirectory directory, String version, Wish wish) {
        this.programs = programs;
        this.directory = directory;
        this.version = version;
        this.wish = wish;
    }

    PostgresPrograms programs() {
        return programs;
    }

    String version() {
        return version;
    }

    /** Starts the server with a new password. */
    Login run() throws IOException, InterruptedException {
        if (directory.hasData()) {
            checkVersion();
            stopLeftRunning();
        } else {
            programs.initialize(directory);
        }
        directory.protect();
        String password = wish.password() == null ? randomPassword() : wish.password();
        programs.setPassword(directory, wish.role(), PasswordUtil.encodeScramSha256(password.toCharArray()));
        for (int attempt = 0; attempt < (wish.port() == 0 ? ATTEMPTS : 1); attempt++) {
            int port = wish.port() == 0 ? freePort() : wish.port();
            if (programs.start(directory, port, wish.settings())) {
                LOG.debug("PostgreSQL {} is running on port {} with data in {}", version, port, directory.data());
                return new Login(port, wish.role(), password);
            }
        }
        throw Failures.failed("The embedded PostgreSQL in " + directory.root() + " did not start", directory);
    }

    private void checkVersion() throws IOException {
        String major = version.split("\\.", 2)[0];
        String found = directory.version();
        if (!major.equals(found)) {
            throw new EmbeddedServerException(
                    Kind.VERSION,
                    "The data in " + directory.data() + " was created by PostgreSQL " + found
                            + ", but the embedded version is " + version + ".",
                    "Use another directory, or move the data with pg_dump and psql of version " + found + ".");
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
