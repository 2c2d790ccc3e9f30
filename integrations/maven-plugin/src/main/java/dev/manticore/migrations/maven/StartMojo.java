package dev.manticore.migrations.maven;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerBuilder;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Starts an embedded PostgreSQL for the goals that follow in this project. They find it in the properties {@code
 * manticore.url}, {@code manticore.user} and {@code manticore.password}, which the goals of this plugin use by themselves.
 * The goal stop ends it, and the end of Maven does so at the latest.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.INITIALIZE, requiresProject = false, threadSafe = true)
public final class StartMojo extends ServerMojo {
    /** The port to listen on, on 127.0.0.1 alone. Default: a free one. */
    @Parameter(property = "manticore.port", defaultValue = "0")
    private int port;

    /** The user. Any other than postgres must exist in the data. */
    @Parameter(property = "manticore.embedded-user", defaultValue = "postgres")
    @SuppressWarnings("NullAway.Init") // by Maven
    private String user;

    /** The user's password. Default: a random one. */
    @Parameter
    private @Nullable String password;

    @Override
    void run() {
        EmbeddedServer server = started();
        keep(server);
        Properties properties = project().getProperties();
        properties.setProperty("manticore.url", server.jdbcUrl());
        properties.setProperty("manticore.user", server.user());
        properties.setProperty("manticore.password", server.password());
        feedback()
                .result(List.of("PostgreSQL " + server.version() + " accepts connections: " + server.jdbcUrl()
                        + " as user " + server.user()
                        + (detached() ? " with password " + server.password() : "") + "."));
    }

    private EmbeddedServer started() {
        Path directory = directory();
        try {
            EmbeddedServerBuilder builder = (directory == null
                            ? EmbeddedServer.temporary()
                            : EmbeddedServer.in(directory))
                    .port(port)
                    .user(user)
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
