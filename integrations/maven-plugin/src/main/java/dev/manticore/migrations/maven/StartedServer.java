package dev.manticore.migrations.maven;

import dev.manticore.migrations.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The server that the goal start has started in a project. The goals of the same build share it, until the goal stop.
 *
 * @param wanted what the goal was asked for
 */
record StartedServer(EmbeddedServer server, Wanted wanted) {
    /** The properties of the project in which other plugins find it. */
    static final List<String> PROPERTIES = List.of("manticore.url", "manticore.user", "manticore.password");

    /**
     * What the goal start is asked for.
     *
     * @param directory null for new data
     * @param port 0 for a free one
     */
    record Wanted(@Nullable Path directory, boolean detached, int port, String user) {
        String text() {
            return (directory == null ? "with new data" : "with its data in " + directory)
                    + (port == 0 ? "" : ", on port " + port)
                    + (user.equals("postgres") ? "" : ", as user " + user)
                    + (detached ? ", detached" : "");
        }
    }

    /** Whether it is what a further goal start asks for. */
    boolean serves(Wanted other, @Nullable String password) {
        return wanted.equals(other) && (password == null || password.equals(server.password()));
    }

    /** Whether it is the database with a URL. */
    boolean is(String url) {
        return server.jdbcUrl().equals(url);
    }

    void publish(Properties properties) {
        values().forEach((name, value) -> properties.setProperty(name, value));
    }

    /** Takes out what {@link #publish} has put in. */
    void withdraw(Properties properties) {
        values().forEach((name, value) -> {
            if (Objects.equals(properties.getProperty(name), value)) {
                properties.remove(name);
            }
        });
    }

    private Map<String, String> values() {
        return Map.of(
                PROPERTIES.get(0),
                server.jdbcUrl(),
                PROPERTIES.get(1),
                server.user(),
                PROPERTIES.get(2),
                server.password());
    }
}
