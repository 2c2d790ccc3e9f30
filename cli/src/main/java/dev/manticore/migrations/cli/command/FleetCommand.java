package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code manticore fleet} without a further command is an error. */
@Command(
        name = FleetCommand.NAME,
        synopsisSubcommandLabel = "COMMAND",
        description = "Migrate many databases or schemas that have the same migrations.",
        sortOptions = false,
        footer = {
            "",
            "The targets are listed by a file (--targets), by a query of the database (--tenants), or by the names of its"
                    + " schemas (--schemas). Each has a history and a lease of its own; the other options apply to each."
        })
final class FleetCommand implements Runnable {
    static final String NAME = "fleet";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Inject
    FleetCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "No command was given after fleet.");
    }
}
