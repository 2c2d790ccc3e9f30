package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.session.Tasks;
import jakarta.inject.Inject;

/** Migrates a database to a target, or prints the SQL for it. */
final class MigrationRun {
    private final Sessions sessions;

    @Inject
    MigrationRun(Sessions sessions) {
        this.sessions = sessions;
    }

    void perform(Settings settings, Output output, Target target, boolean dryRun) {
        try (MigratorSession session = sessions.open(settings, output)) {
            Migrator migrator = session.migrator();
            if (dryRun) {
                output.planned(migrator.plan(target));
            } else {
                output.migrated(session.migrate(target));
            }
        }
    }
}
