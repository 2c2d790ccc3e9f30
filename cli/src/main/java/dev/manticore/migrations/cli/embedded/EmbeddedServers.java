package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.cli.environment.ShutdownActions;
import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.failure.ErrorCode;
import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Starts embedded servers, and says in terms of options what to do if that fails. */
public final class EmbeddedServers {
    private static final String CHOICE =
            " The directory is chosen with --embedded=DIR, an installed server with --url.";

    private final ShutdownActions shutdown;

    @Inject
    EmbeddedServers(ShutdownActions shutdown) {
        this.shutdown = shutdown;
    }

    /**
     * Starts the server whose data is below a directory. Creates the data first if there is none.
     *
     * @param role the role that gets a new password
     * @param patience how long to wait for another run that uses the directory
     * @param notices receives messages about what the user is waiting for
     */
    public EmbeddedServer start(Path root, String role, Duration patience, Consumer<String> notices) {
        try {
            EmbeddedServer server = EmbeddedServer.in(root)
                    .user(role)
                    .patience(patience)
                    .notices(notices)
                    .stopAtExit(false)
                    .start();
            shutdown.add(server::close);
            return server;
        } catch (EmbeddedServerException failure) {
            throw worded(failure);
        }
    }

    private static CliException worded(EmbeddedServerException failure) {
        return switch (failure.kind()) {
            case BUSY ->
                new CliException(
                        ErrorCode.EMBEDDED_SERVER_BUSY,
                        failure.reason(),
                        failure.remedy() + " --lock-wait sets how long to wait." + CHOICE,
                        failure);
            case INTERRUPTED -> new CliException(ErrorCode.INTERRUPTED, failure.reason(), failure.remedy(), failure);
            case DIRECTORY_REFUSED ->
                new CliException(ErrorCode.USAGE, failure.reason(), failure.remedy() + CHOICE, failure);
            case VERSION, NO_PROGRAMS, ROOT, FAILED ->
                new CliException(ErrorCode.EMBEDDED_SERVER, failure.reason(), failure.remedy() + CHOICE, failure);
        };
    }
}
