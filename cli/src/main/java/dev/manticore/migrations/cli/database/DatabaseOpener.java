package dev.manticore.migrations.cli.database;

import dev.manticore.migrations.cli.embedded.EmbeddedServers;
import dev.manticore.migrations.embedded.EmbeddedServer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens the chosen database. */
public final class DatabaseOpener {
    private final EmbeddedServers servers;

    @Inject
    DatabaseOpener(EmbeddedServers servers) {
        this.servers = servers;
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
        DatabaseChoice.Embedded embedded = (DatabaseChoice.Embedded) choice;
        EmbeddedServer server = servers.start(embedded.directory(), embedded.user(), patience, notices);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {EmbeddedServer.HOST});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(EmbeddedServer.DATABASE);
        source.setUser(embedded.user());
        source.setPassword(server.password());
        source.setApplicationName("manticore");
        return new OpenDatabase(source, server::close);
    }
}
