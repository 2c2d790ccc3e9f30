package dev.manticore.migrations.maven;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerBuilder;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import dev.manticore.migrations.settings.failure.ToolException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Starts an embedded PostgreSQL for the goals that follow in this project, which use it instead of any other database. Other
 * plugins find it in the properties {@code manticore.url}, {@code manticore.user} and {@code manticore.password}. The goal
 * stop ends it, and the end of Maven does so at the latest. Where it runs already, a second start changes nothing.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.INITIALIZE, requiresProject = false, threadSafe = true)
public final class StartMojo extends ServerMojo {
    /** The port to listen on, on 127.0.0.1 alone. Default: a free one. */
    @Parameter(property = "manticore.port", defaultValue = "0")
    private int port;

    /** The user. Any other than postgres must exist in the data. */
    @Parameter(property = "manticore.embedded-user", defaultValue = "postgres")
    @SuppressWarnings("NullAway.Init") // by Maven
    private String embeddedUser;

    /** The user's password. Default: a random one. */
    @Parameter
    private @Nullable String password;

    @Override
    void run() {
        StartedServer.Wanted wanted = new StartedServer.Wanted(directory(), detached(), port, embeddedUser);
        StartedServer earlier = startedServer();
        if (earlier != null) {
            checkSame(earlier, wanted);
            report(earlier.server(), "accepts connections already");
            return;
        }
        checkUnset();
        StartedServer started = new StartedServer(started(), wanted);
        keep(started);
        started.publish(project().getProperties());
        report(started.server(), "accepts connections");
    }

    /** Without the password: logs are kept, and shown to others. */
    private void report(EmbeddedServer server, String does) {
        feedback()
                .result(List.of("PostgreSQL " + server.version() + " " + does + ": " + server.jdbcUrl() + " as user "
                        + server.user() + "."
                        + (detached()
                                ? " Its password is in " + server.directory().resolve("login.properties") + "."
                                : "")));
    }

    private void checkSame(StartedServer earlier, StartedServer.Wanted wanted) {
        if (!earlier.serves(wanted, password)) {
            throw ToolException.usage(
                    "The goal start has already started a PostgreSQL in this project ("
                            + earlier.wanted().text() + "), and is asked for another one (" + wanted.text()
                            + (password == null ? "" : ", and a password") + ").",
                    "Give both the same parameters, or run the goal stop in between.");
        }
    }

    /** Maven replaces {@code ${manticore.url}} in the POM before it runs any goal, if the property has a value. */
    private void checkUnset() {
        List<String> set = StartedServer.PROPERTIES.stream()
                .flatMap(name -> session().getUserProperties().containsKey(name)
                        ? Stream.of("-D" + name)
                        : project().getProperties().containsKey(name)
                                ? Stream.of("the property " + name + " of the project")
                                : Stream.of())
                .toList();
        if (!set.isEmpty()) {
            throw ToolException.usage(
                    "The goal start sets " + String.join(", ", StartedServer.PROPERTIES)
                            + " to the PostgreSQL that it starts, but "
                            + String.join(", ", set) + (set.size() == 1 ? " has" : " have")
                            + " a value already: other plugins would use another database than the started one.",
                    "Remove " + String.join(", ", set)
                            + ". For a database that is there already, leave out the goal start instead.");
        }
    }

    private EmbeddedServer started() {
        Path directory = directory();
        try {
            EmbeddedServerBuilder builder = (directory == null
                            ? EmbeddedServer.temporary()
                            : EmbeddedServer.in(directory))
                    .port(port)
                    .user(embeddedUser)
                    .notices(feedback()::notice);
            if (password != null) {
                builder.password(password);
            }
            return detached() ? builder.startDetached() : builder.start();
        } catch (EmbeddedServerException failure) {
            throw new EmbeddedDatabases(WORDING).worded(failure);
        }
    }
}
