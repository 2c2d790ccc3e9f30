package dev.manticore.migrations.maven;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.MigratorSession;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Reverts the latest migrations with their undo files. */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends ManticoreMojo {
    /** How many of the highest applied versions are reverted. Default: 1. */
    @Parameter(property = "manticore.count")
    private @Nullable Integer count;

    /** Reverts all versions above this one; 0 reverts everything. */
    @Parameter(property = "manticore.to")
    private @Nullable String to;

    @Override
    void run() {
        Target target = target();
        Settings settings = settings();
        withSessions(settings, sessions -> {
            try (MigratorSession session = sessions.open(settings, feedback())) {
                feedback().result(results().migrated(session.migrate(target)));
            }
        });
    }

    private Target target() {
        if (to != null) {
            if (count != null) {
                throw ToolException.usage(
                        "manticore.count and manticore.to exclude each other.", "Remove one of them.");
            }
            return Target.rollbackTo(Versions.parse("to", to));
        }
        if (count != null && count < 1) {
            throw ToolException.usage(
                    "manticore.count must be at least 1, was " + count + ".", "Revert 1 migration or more.");
        }
        return Target.rollback(count == null ? 1 : count);
    }
}
