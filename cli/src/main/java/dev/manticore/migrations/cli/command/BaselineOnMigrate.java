package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.flyway.FlywayProject;
import dev.manticore.migrations.cli.settings.Settings;

/** What Flyway's {@code baselineOnMigrate} is to do before {@code migrate}. */
final class BaselineOnMigrate {
    private BaselineOnMigrate() {}

    /** Refuses a run that would have to begin with a baseline: the first migrations would be applied instead. */
    static void requireOff(Settings settings) {
        FlywayProject project = settings.flyway();
        if (project != null && project.baseline().isPresent()) {
            throw CliException.usage(
                    project.baseline().get().place() + ": baselineOnMigrate is not supported by migrate.",
                    "Set it to false once the database has a history.");
        }
    }
}
