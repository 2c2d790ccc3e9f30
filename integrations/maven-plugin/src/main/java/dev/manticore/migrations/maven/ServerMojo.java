package dev.manticore.migrations.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which server is started or stopped. Within a build, the goals of a project share it in the plugin's context. */
abstract class ServerMojo extends GoalMojo {
    private static final String USUAL_DIRECTORY = ".manticore/postgres";

    /** The directory of the data, which stays. Default: new data, which is deleted when the server stops. */
    @Parameter(property = "manticore.embedded")
    private @Nullable File embedded;

    /**
     * Whether the server goes on when Maven ends, until the goal stop with the same parameter. Its data is then in {@code
     * .manticore/postgres} unless another directory is given.
     */
    @Parameter(property = "manticore.detached", defaultValue = "false")
    private boolean detached;

    final boolean detached() {
        return detached;
    }

    /** The directory of the data, or null for new data. */
    final @Nullable Path directory() {
        if (embedded != null) {
            return embedded.toPath();
        }
        File base = project().getBasedir();
        return detached ? Path.of(base == null ? "" : base.getPath(), USUAL_DIRECTORY) : null;
    }

    /** Keeps a server for {@link #startedServer}. */
    @SuppressWarnings("unchecked") // the interface of Maven has a raw type
    final void keep(StartedServer server) {
        getPluginContext().put(STARTED_SERVER, server);
    }

    /** Keeps the server no more. */
    final void forget() {
        getPluginContext().remove(STARTED_SERVER);
    }
}
