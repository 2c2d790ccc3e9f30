package dev.manticore.migrations.maven;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.jspecify.annotations.Nullable;

/** Stops the embedded PostgreSQL that the goal start has started. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class StopMojo extends ServerMojo {
    @Override
    void run() {
        feedback().result(List.of(stopped() ? "PostgreSQL is stopped." : "Nothing to do: no PostgreSQL was started."));
    }

    private boolean stopped() {
        AutoCloseable server = taken();
        Path directory = directory();
        try {
            if (detached() && directory != null) {
                return EmbeddedServer.stop(directory);
            }
            return closed(server);
        } catch (EmbeddedServerException failure) {
            throw new EmbeddedDatabases(WORDING).worded(failure);
        }
    }

    private static boolean closed(@Nullable AutoCloseable server) {
        if (server == null) {
            return false;
        }
        try {
            server.close();
            return true;
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
