package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import java.util.List;
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

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command to explain, e.g. fleet migrate.")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Inject
    HelpCommand() {}

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        CommandLine explained = root;
        for (String name : names) {
            CommandLine next = explained.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(explained, List.of(name));
            }
            explained = next;
        }
        explained.usage(root.getOut(), root.getColorScheme());
    }
}
