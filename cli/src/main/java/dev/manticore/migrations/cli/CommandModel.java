package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.ExitStatus;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import picocli.CommandLine.Model.CommandSpec;

/** The commands and options, for what the build makes of them: man pages and completion in shells. */
public final class CommandModel {
    private CommandModel() {}

    /** The root command with its subcommands. Nothing runs. */
    public static CommandSpec load() {
        return DaggerCliComponent.factory()
                .create(Main.environment(), new ShutdownActions(), new ExitStatus(), BuildInfo.load())
                .cli()
                .specification();
    }
}
