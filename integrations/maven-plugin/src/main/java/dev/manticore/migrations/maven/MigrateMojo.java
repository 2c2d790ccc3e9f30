package dev.manticore.migrations.maven;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Applies pending migrations. */
@Mojo(
        name = "migrate",
        requiresProject = false,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class MigrateMojo extends ManticoreMojo {
    /** Applies pending versions up to this one and reverts those above it; 0 reverts all. */
    @Parameter(property = "manticore.to")
    private @Nullable String to;

    @Override
    void run() {
        Settings settings = settings();
        Target target = to == null ? settings.target() : Target.version(Versions.parse("to", to));
        withSessions(sessions -> {
            try (MigratorSession session = sessions.open(settings, feedback())) {
                feedback().result(results().migrated(session.migrate(target)));
            }
        });
    }
}
