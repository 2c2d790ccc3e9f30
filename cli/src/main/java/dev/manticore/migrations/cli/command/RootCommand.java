package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: {@code manticore} without a command is an error. */
@Singleton
@Command(
        name = RootCommand.NAME,
        synopsisSubcommandLabel = "COMMAND",
        description = "Schema migrations for PostgreSQL and CockroachDB.",
        sortOptions = false,
        footer = {
            "",
            "SETTINGS",
            "Each long option can also be set by an environment variable, e.g. MANTICORE_LOCK_WAIT for --lock-wait, and"
                    + " in the file manticore.properties in the current directory, e.g. lock-wait=30s. The command line"
                    + " takes precedence over the environment, and the environment over the file.",
            "",
            "DATABASE",
            "Parts that the URL does not specify are taken from psql's services and variables, e.g. PGHOST. If no setting"
                    + " names a database, DATABASE_URL does.",
            "",
            "PASSWORDS",
            "The first of these that is set: MANTICORE_PASSWORD, the URL in MANTICORE_URL, PGPASSWORD, manticore.properties,"
                    + " ~/.pgpass.",
            "",
            "EXIT CODES",
            "0 success, or nothing to do; 1 a migration failed; 2 invalid usage; 3 sources or history invalid; 4 lease"
                    + " not acquired in time; 5 database unreachable; 10 migrations are pending, where status --exit-code asks;"
                    + " 11 the database differs, where dump --check asks; 129, 130, 143 ended by a signal."
        })
final class RootCommand implements Runnable {
    static final String NAME = "manticore";

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
        throw new CommandLine.ParameterException(spec.commandLine(), "No command was given.");
    }
}
