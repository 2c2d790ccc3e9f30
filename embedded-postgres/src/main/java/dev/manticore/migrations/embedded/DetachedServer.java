package dev.manticore.migrations.embedded;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A server that outlives the process that started it. Its directory, which only its owner can read, has a file that tells
 * how to log in.
 *
 * @param pid the server's process
 */
record DetachedServer(long pid, Login login) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The one that runs in a directory, if any. */
    static Optional<DetachedServer> running(ServerDirectory directory) throws IOException {
        if (!Files.exists(directory.login())) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.login())) {
            properties.load(reader);
        }
        long pid = Long.parseLong(properties.getProperty("pid", "0"));
        Login login = new Login(
                Integer.parseInt(properties.getProperty("port", "0")),
                properties.getProperty("user", ""),
                properties.getProperty("password", ""));
        return PostmasterFile.read(directory.postmasterFile())
                .filter(it -> it.pid() == pid && it.mayRun(directory.data()))
                .map(it -> new DetachedServer(pid, login));
    }

    /** Remembers a server that was just started. */
    static void remember(ServerDirectory directory, Login login) throws IOException {
        Properties properties = new Properties();
        PostmasterFile.read(directory.postmasterFile())
                .ifPresent(it -> properties.setProperty("pid", String.valueOf(it.pid())));
        properties.setProperty("port", String.valueOf(login.port()));
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        StringWriter text = new StringWriter();
        properties.store(text, "A running server. It is stopped by EmbeddedServer.stop, or by pg_ctl.");
        Files.writeString(directory.login(), text.toString(), StandardCharsets.UTF_8);
    }

    static boolean stop(ServerDirectory directory) {
        if (!Files.exists(directory.lock())) {
            return false;
        }
        return Failures.translated(
                directory, () -> DirectoryLock.holding(directory, PATIENCE, notice -> {}, () -> stopLocked(directory)));
    }

    private static boolean stopLocked(ServerDirectory directory) throws IOException {
        boolean runs = PostmasterFile.read(directory.postmasterFile())
                .filter(it -> it.mayRun(directory.data()))
                .isPresent();
        if (runs) {
            List<String> prefix = UserNamespace.forServer().prefix();
            new PostgresPrograms(Platform.current(), programs(directory), prefix).stop(directory);
        }
        Files.deleteIfExists(directory.login());
        return runs;
    }

    /** The server's own programs, whatever version this process has. */
    private static Path programs(ServerDirectory directory) throws IOException {
        // The server's program, then its options, each in double quotes.
        String command = Files.readString(directory.data().resolve("postmaster.opts"))
                .strip()
                .split(" \"", 2)[0];
        Path bin = Path.of(command).getParent();
        if (bin == null || bin.getParent() == null) {
            throw new EmbeddedServerException(
                    Kind.FAILED,
                    "The file postmaster.opts in " + directory.data() + " does not name the server's program.",
                    "Stop the server with pg_ctl.");
        }
        return bin.getParent();
    }
}
