package dev.manticore.migrations.maven;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Stops the embedded PostgreSQL that the goal start has started. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class StopMojo extends ServerMojo {
    @Override
    void run() {
        feedback().result(List.of(stopped() ? "PostgreSQL is stopped." : "Nothing to do: no PostgreSQL was started."));
    }

    private boolean stopped() {
        StartedServer started = startedServer();
        if (started != null) {
            forget();
            started.withdraw(project().getProperties());
        }
        Path directory = directory();
        try {
            if (detached() && directory != null) {
                return EmbeddedServer.stop(directory);
            }
            if (started != null) {
                started.server().close();
            }
            return started != null;
        } catch (EmbeddedServerException failure) {
            throw new EmbeddedDatabases(WORDING).worded(failure);
        }
    }
}
