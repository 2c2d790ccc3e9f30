package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code manticore} without a command, which is a mistake. */
@Singleton
@Command(
        name = "manticore",
        synopsisSubcommandLabel = "COMMAND",
        description = "Schema migrations for PostgreSQL and CockroachDB.",
        sortOptions = false,
        footer = {
            "",
            "SETTINGS",
            "Each long option can also be set by a variable, as MANTICORE_LOCK_WAIT for --lock-wait, and by a line of"
                    + " manticore.properties in the current directory, as lock-wait=30s. The command line goes before"
                    + " the variables, the variables before the file.",
            "",
            "PASSWORDS",
            "come from MANTICORE_PASSWORD, MANTICORE_URL, PGPASSWORD, manticore.properties or ~/.pgpass.",
            "",
            "EXIT CODES",
            "0 done, or nothing to do; 1 a migration failed; 2 wrong usage; 3 sources or history invalid; 4 lease not"
                    + " obtained in time; 5 database not reachable."
        })
final class RootCommand implements Runnable {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Inject
    RootCommand() {}

    CommonOptions options() {
        return options;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }
}
