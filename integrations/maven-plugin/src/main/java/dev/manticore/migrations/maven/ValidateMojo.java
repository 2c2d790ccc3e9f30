package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Tasks;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks files and history, and reports everything that would prevent migrate from running. Without a database, checks the
 * files alone.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.PROCESS_CLASSES, requiresProject = false, threadSafe = true)
public final class ValidateMojo extends ManticoreMojo {
    @Override
    void run() {
        Settings settings = settings();
        withSessions(settings, sessions -> {
            if (settings.database() == null) {
                feedback().result(results().validFiles(new Tasks(sessions).checkFiles(settings)));
                return;
            }
            try (MigratorSession session = sessions.open(settings, settings.validated(), feedback())) {
                feedback().result(results().valid(session.migrator().validate()));
            }
        });
    }
}
