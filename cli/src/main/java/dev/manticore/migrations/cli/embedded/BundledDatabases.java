package dev.manticore.migrations.cli.embedded;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import dev.manticore.migrations.settings.database.OpenDatabase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases of the bundled PostgreSQL. */
public final class BundledDatabases implements EmbeddedDatabases {
    private final EmbeddedServers servers;

    @Inject
    BundledDatabases(EmbeddedServers servers) {
        this.servers = servers;
    }

    @Override
    public OpenDatabase start(DatabaseChoice.Embedded choice, Duration patience, Consumer<String> notices) {
        EmbeddedServer server = servers.start(choice.directory(), choice.user(), patience, notices);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {EmbeddedServer.HOST});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName("postgres");
        source.setUser(choice.user());
        source.setPassword(server.password());
        source.setApplicationName("manticore");
        return new OpenDatabase(source, server::close);
    }
}
