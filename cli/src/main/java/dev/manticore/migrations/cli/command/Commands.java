package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands. */
final class Commands {
    private static final List<String> VERSION = List.of("-V", "--version");

    private final CommandSet commands;

    @Inject
    Commands(
            Provider<MigrateCommand> migrate,
            Provider<RollbackCommand> rollback,
            Provider<RedoCommand> redo,
            Provider<StatusCommand> status,
            Provider<ValidateCommand> validate,
            Provider<DumpCommand> dump,
            Provider<DriftCommand> drift,
            Provider<ReportCommand> report,
            Provider<VerifyCommand> verify,
            Provider<LintCommand> lint,
            Provider<CreateCommand> create,
            Provider<ConvertCommand> convert,
            Provider<AdoptCommand> adopt,
            Provider<BaselineCommand> baseline,
            Provider<RepairCommand> repair,
            Provider<ResumeCommand> resume,
            Provider<UnlockCommand> unlock,
            Provider<FleetCommand> fleet,
            FleetCommands ofFleet,
            Provider<CompletionCommand> completion,
            Provider<HelpCommand> help) {
        commands = new CommandSet()
                .with(MigrateCommand.NAME, migrate)
                .with(RollbackCommand.NAME, rollback)
                .with(RedoCommand.NAME, redo)
                .with(StatusCommand.NAME, status)
                .with(ValidateCommand.NAME, validate)
                .with(DumpCommand.NAME, dump)
                .with(DriftCommand.NAME, drift)
                .with(ReportCommand.NAME, report)
                .with(VerifyCommand.NAME, verify)
                .with(LintCommand.NAME, lint)
                .with(CreateCommand.NAME, create)
                .with(ConvertCommand.NAME, convert)
                .with(AdoptCommand.NAME, adopt)
                .with(BaselineCommand.NAME, baseline)
                .with(RepairCommand.NAME, repair)
                .with(ResumeCommand.NAME, resume)
                .with(UnlockCommand.NAME, unlock)
                .with(FleetCommand.NAME, fleet, ofFleet.set())
                .with(CompletionCommand.NAME, completion)
                .with(HelpCommand.NAME, help);
    }

    /** The names of the commands below one, which may be the root. */
    Collection<String> below(CommandSpec command) {
        return command.parent() == null
                ? commands.names()
                : commands.nested(command.name()).names();
    }

    void addAllTo(CommandLine root) {
        commands.addAllTo(root);
    }

    /** Makes those with which the arguments are understood as with all. */
    void addNeededTo(CommandLine root, List<String> arguments) {
        if (arguments.size() == 1 && VERSION.contains(arguments.get(0))) {
            return;
        }
        boolean all = arguments.contains(HelpCommand.NAME)
                || arguments.contains(CompletionCommand.NAME)
                // They come from a file.
                || arguments.stream().anyMatch(argument -> argument.startsWith("@"));
        if (all) {
            commands.addAllTo(root);
        } else {
            commands.addNeededTo(root, arguments);
        }
    }
}
