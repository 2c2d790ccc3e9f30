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
        return commandLine(commands.all()).getCommandSpec();
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
        return commandLine(commands.neededFor(arguments)).execute(arguments);
    }

    private CommandLine commandLine(List<Object> subcommands) {
        CommandLine commandLine = new CommandLine(root);
        for (Object subcommand : subcommands) {
            commandLine.addSubcommand(subcommand);
        }
        commandLine
                .setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(environment.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setExecutionStrategy(new HelpOrRun(runner, environment.out()))
                .setParameterExceptionHandler(new Misuse(runner, commands))
                .registerConverter(Version.class, new Conversions.OfVersion())
                .registerConverter(Integer.class, new Conversions.OfNumber());
        VersionText version = new VersionText(build);
        commandLine.getCommandSpec().versionProvider(version);
        for (CommandLine subcommand : commandLine.getSubcommands().values()) {
            subcommand.getCommandSpec().versionProvider(version);
            if (subcommand.getCommand() instanceof AdoptCommand adopt) {
                adopt.ownTable(subcommand.getCommandSpec());
            }
        }
        return commandLine;
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
