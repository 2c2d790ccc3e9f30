package dev.manticore.migrations.maven;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.Settings;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The goals that go to a version: one does so, the other shows how. */
abstract class TargetMojo extends ManticoreMojo {
    /** Applies pending versions up to this one and reverts those above it; 0 reverts all. */
    @Parameter(property = "manticore.to")
    private @Nullable String to;

    final Target target(Settings settings) {
        return to == null ? settings.target() : Target.version(Versions.parse("to", to));
    }
}
