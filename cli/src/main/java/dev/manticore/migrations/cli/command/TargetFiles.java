package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.settings.ListedTarget;
import dev.manticore.migrations.settings.ListedTargets;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.session.Feedback;
import jakarta.inject.Inject;
import java.util.List;

/** Reads files of targets. */
final class TargetFiles {
    private final RootCommand root;
    private final SettingsResolver resolver;

    @Inject
    TargetFiles(RootCommand root, SettingsResolver resolver) {
        this.root = root;
        this.resolver = resolver;
    }

    /** @param file as the user wrote it */
    List<ListedTarget> read(String file, Settings settings, Feedback feedback) {
        ListedTargets listed = resolver.targets(root.options().layer(), settings, file);
        listed.warnings().forEach(feedback::notice);
        return listed.targets();
    }
}
