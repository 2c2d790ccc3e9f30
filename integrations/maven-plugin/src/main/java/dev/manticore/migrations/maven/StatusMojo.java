package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.Tasks;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows files and history side by side. */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public final class StatusMojo extends ManticoreMojo {
    @Override
    void run() {
        Settings settings = settings();
        withSessions(
                settings,
                sessions -> feedback().result(results().status(new Tasks(sessions).status(settings, feedback()))));
    }
}
