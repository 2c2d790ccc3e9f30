package dev.manticore.migrations.settings.database;

import java.time.Duration;
import java.util.function.Consumer;

/** Starts the bundled PostgreSQL. Implemented by programs that have one. */
@FunctionalInterface
public interface EmbeddedDatabases {
    /**
     * Starts the server, or finds it running. Creates its data first if there is none.
     *
     * @param patience how long to wait for another run that uses the directory
     * @param notices receives messages about what the user is waiting for
     * @return the database; closing it stops the server
     */
    OpenDatabase start(DatabaseChoice.Embedded choice, Duration patience, Consumer<String> notices);
}
