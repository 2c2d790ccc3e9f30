package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Shows files and history side by side. */
@Mojo(
        name = "status",
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class StatusMojo extends ManticoreMojo {
    @Override
    void run() {
        Settings settings = settings();
        withTasks(tasks -> feedback().result(results().status(tasks.status(settings, feedback()))));
    }
}
