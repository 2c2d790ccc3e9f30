package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Checks files and history, and reports everything that would prevent migrate from running. Without a database, checks the
 * files alone.
 */
@Mojo(
        name = "validate",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class ValidateMojo extends ManticoreMojo {
    @Override
    void run() {
        Settings settings = settings();
        withTasks(tasks -> {
            if (settings.database() == null) {
                feedback().result(results().validFiles(tasks.checkFiles(settings)));
                return;
            }
            try (MigratorSession session = tasks.openToValidate(settings, feedback())) {
                feedback().result(results().valid(session.migrator().validate()));
            }
        });
    }
}
