package dev.manticore.migrations.settings.database;

import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.settings.failure.ToolException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the chosen database. */
public final class DatabaseOpener {
    private final EmbeddedDatabases embedded;

    public DatabaseOpener(EmbeddedDatabases embedded) {
        this.embedded = embedded;
    }

    /**
     * Makes the database ready for connections. An embedded one is started.
     *
     * @param patience how long to wait for an embedded one that another run uses
     * @param notices receives messages about what the user is waiting for
     */
    public OpenDatabase open(DatabaseChoice choice, Duration patience, Consumer<String> notices) {
        if (choice instanceof DatabaseChoice.Server server) {
            return new OpenDatabase(ServerDataSource.of(server), () -> {});
        }
        return embedded.start((DatabaseChoice.Embedded) choice, patience, notices);
    }

    /**
     * Opens a server on which migrations can be tried; closing it drops what was made there.
     *
     * @param database one of its databases; null for an embedded server
     * @param version that an embedded server must have; null for any
     * @param init scripts that prepare its databases, by name
     * @param notices receives messages about what the user is waiting for
     */
    public ScratchServer openScratch(
            @Nullable DatabaseChoice database,
            @Nullable String version,
            Map<String, String> init,
            Consumer<String> notices) {
        return embedded.openScratch(
                builder -> init.forEach(builder::init),
                database instanceof DatabaseChoice.Server server ? new UsersServer(server) : null,
                version,
                notices);
    }

    /**
     * The failure of such a server, worded for the user.
     *
     * @param database as it was opened
     */
    public ToolException worded(ScratchException failure, @Nullable DatabaseChoice database) {
        return embedded.worded(failure, !(database instanceof DatabaseChoice.Server));
    }
}
