package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Like picocli's help command, but with the options of the root command. */
@Command(name = HelpCommand.NAME, description = "Show the help of a command.", helpCommand = true)
final class HelpCommand implements Runnable {
    static final String NAME = "help";

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
            throw new UnmatchedArgumentException(root, List.of(String.valueOf(name)));
        }
        explained.usage(root.getOut(), root.getColorScheme());
    }
}
