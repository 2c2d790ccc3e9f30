package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import org.apache.maven.plugins.annotations.Mojo;

/** Applies pending migrations. */
@Mojo(name = "migrate", requiresProject = false, threadSafe = true)
public final class MigrateMojo extends TargetMojo {
    @Override
    void run() {
        Settings settings = settings();
        withSessions(settings, sessions -> {
            try (MigratorSession session = sessions.open(settings, feedback())) {
                feedback().result(results().migrated(session.migrate(target(settings))));
            }
        });
    }
}
