package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.ReadableText;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The complete command line. Runs once. What it gives to picocli are named classes: with lambda expressions for picocli's
 * interfaces, the archive of classes that makes Java start faster would leave out picocli (its classes are of Java 5).
 */
public final class Cli {
    private final RootCommand root;
    private final Commands commands;
    private final CommandRunner runner;
    private final Environment environment;
    private final BuildInfo build;

    @Inject
    Cli(RootCommand root, Commands commands, CommandRunner runner, Environment environment, BuildInfo build) {
        this.root = root;
        this.commands = commands;
        this.runner = runner;
        this.environment = environment;
        this.build = build;
    }

    /** All commands and options. */
    public CommandSpec specification() {
        CommandLine commandLine = new CommandLine(root);
        commands.addAllTo(commandLine);
        return prepared(commandLine).getCommandSpec();
    }

    /** Returns the exit code. */
    public int run(String... arguments) {
        for (int index = 0; index < arguments.length; index++) {
            try {
                ReadableText.check("Argument " + (index + 1), arguments[index]);
            } catch (ToolException unreadable) {
                return runner.report(RootCommand.NAME, wantsJson(arguments), unreadable);
            }
        }
        CommandLine commandLine = new CommandLine(root);
        commands.addNeededTo(commandLine, List.of(arguments));
        return prepared(commandLine).execute(arguments);
    }

    /** What is set here, picocli passes on to all commands below, but not the version. */
    private CommandLine prepared(CommandLine commandLine) {
        commandLine
                .setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(environment.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setExecutionStrategy(new HelpOrRun(runner, environment.out()))
                .setParameterExceptionHandler(new Misuse(runner, commands))
                .registerConverter(Version.class, new Conversions.OfVersion())
                .registerConverter(Integer.class, new Conversions.OfNumber());
        versions(commandLine, new VersionText(build));
        return commandLine;
    }

    private static void versions(CommandLine command, VersionText version) {
        command.getCommandSpec().versionProvider(version);
        command.getSubcommands().values().forEach(nested -> versions(nested, version));
        if (command.getCommand() instanceof AdoptCommand adopt) {
            adopt.ownTable(command.getCommandSpec());
        }
    }

    static boolean wantsJson(String... arguments) {
        return Arrays.asList(arguments).contains("--json");
    }

    private static final class VersionText implements IVersionProvider {
        private final BuildInfo build;

        VersionText(BuildInfo build) {
            this.build = build;
        }

        @Override
        public String[] getVersion() {
            return new String[] {
                "manticore " + build.version() + " (Java " + Runtime.version().feature() + ", embedded PostgreSQL "
                        + build.postgresVersion() + ")"
            };
        }
    }
}
