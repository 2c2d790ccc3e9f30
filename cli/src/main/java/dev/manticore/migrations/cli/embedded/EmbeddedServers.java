package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.cli.embedded.ServerStart.Started;
import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Starts embedded servers. */
public final class EmbeddedServers {
    private final Environment environment;
    private final ShutdownActions shutdown;
    private final BuildInfo build;

    @Inject
    EmbeddedServers(Environment environment, ShutdownActions shutdown, BuildInfo build) {
        this.environment = environment;
        this.shutdown = shutdown;
        this.build = build;
    }

    /**
     * Starts the server whose data is below a directory. Creates the data first if there is none.
     *
     * @param role the role that gets a new password
     * @param patience how long to wait for another run that uses the directory
     * @param notices receives messages about what the user is waiting for
     */
    public EmbeddedServer start(Path root, String role, Duration patience, Consumer<String> notices) {
        ServerDirectory directory = new ServerDirectory(root);
        directory.prepare();
        try {
            DirectoryLock lock = DirectoryLock.acquire(directory, patience, notices);
            try {
                directory.hideFromGit();
                PostgresPrograms programs = programs();
                Started started = new ServerStart(programs, directory, build.postgresVersion()).run(role);
                return new EmbeddedServer(programs, directory, lock, shutdown, started);
            } catch (IOException | InterruptedException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ToolException(
                    ErrorCode.INTERRUPTED,
                    "Interrupted while waiting for the embedded PostgreSQL.",
                    "Run the command again.",
                    interruption);
        } catch (IOException | UncheckedIOException failure) {
            throw new ToolException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The embedded PostgreSQL in " + root + " cannot be used: " + failure.getMessage(),
                    "Fix the cause, or choose another directory with --embedded=DIR, or a server with --url.",
                    failure);
        }
    }

    private PostgresPrograms programs() throws IOException {
        Platform platform = Platform.current();
        UserNamespace user = UserNamespace.forServer();
        Path unpacked = new PostgresArchive(platform, build.postgresVersion()).unpack(Directories.cache(environment));
        return new PostgresPrograms(platform, unpacked, user.prefix());
    }
}
