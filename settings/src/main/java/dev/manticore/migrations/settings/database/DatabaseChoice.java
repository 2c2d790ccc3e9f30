package dev.manticore.migrations.settings.database;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that a command uses. */
public sealed interface DatabaseChoice {

    /**
     * An existing server.
     *
     * @param url complete except for parts that have defaults in the driver
     * @param password null if none is known; the driver then reads the password file
     */
    record Server(
            DatabaseUrl url,
            @Nullable String user,
            @Nullable Password password) implements DatabaseChoice {

        public Map<String, String> parameters() {
            return url.parameters();
        }
    }

    /** The bundled PostgreSQL, with its data below {@code directory}. */
    record Embedded(Path directory, String user) implements DatabaseChoice {}
}
