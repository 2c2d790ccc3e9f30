package dev.manticore.migrations.cli.database;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that a command works on. */
public sealed interface DatabaseChoice {

    /**
     * A server that is there.
     *
     * @param url complete but for what the driver has defaults for
     * @param password null when none is known; the driver then looks into the password file
     */
    record Server(
            DatabaseUrl url,
            @Nullable String user,
            @Nullable Password password) implements DatabaseChoice {

        public Map<String, String> parameters() {
            return url.parameters();
        }
    }

    /** A server of one's own that keeps its data below {@code directory}. */
    record Embedded(Path directory, String user) implements DatabaseChoice {}
}
