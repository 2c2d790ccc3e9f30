package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Like picocli's help command, but with the options of the root command. */
@Command(name = "help", description = "Show the help of a command.", helpCommand = true)
final class HelpCommand implements Runnable {

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
    private @Nullable String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Inject
    HelpCommand() {}

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        CommandLine explained = name == null ? root : root.getSubcommands().get(name);
        if (explained == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Unknown command '" + name + "'.");
        }
        explained.usage(root.getOut(), root.getColorScheme());
    }
}
