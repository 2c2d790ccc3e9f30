package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** The commands below {@code fleet}. */
final class FleetCommands {
    private final CommandSet set;

    @Inject
    FleetCommands(
            Provider<FleetMigrateCommand> migrate,
            Provider<FleetRollbackCommand> rollback,
            Provider<FleetStatusCommand> status,
            Provider<FleetValidateCommand> validate,
            Provider<FleetReportCommand> report,
            Provider<FleetCreateCommand> create) {
        set = new CommandSet()
                .with(FleetMigrateCommand.NAME, migrate)
                .with(FleetRollbackCommand.NAME, rollback)
                .with(FleetStatusCommand.NAME, status)
                .with(FleetValidateCommand.NAME, validate)
                .with(FleetReportCommand.NAME, report)
                .with(FleetCreateCommand.NAME, create);
    }

    CommandSet set() {
        return set;
    }
}
