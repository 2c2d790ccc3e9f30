package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.RequestedOutput;
import dev.manticore.migrations.settings.ReadableText;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The complete command line. Runs once. */
public final class Cli {
    private final CommandLine commandLine;
    private final CommandRunner runner;
    private final PrintStream out;

    @Inject
    Cli(
            RootCommand root,
            MigrateCommand migrate,
            RollbackCommand rollback,
            RedoCommand redo,
            StatusCommand status,
            ValidateCommand validate,
            CreateCommand create,
            ConvertCommand convert,
            AdoptCommand adopt,
            BaselineCommand baseline,
            RepairCommand repair,
            ResumeCommand resume,
            UnlockCommand unlock,
            CompletionCommand completion,
            HelpCommand help,
            CommandRunner runner,
            Environment environment,
            BuildInfo build) {
        this.runner = runner;
        this.out = environment.out();
        this.commandLine = new CommandLine(root)
                .addSubcommand(migrate)
                .addSubcommand(rollback)
                .addSubcommand(redo)
                .addSubcommand(status)
                .addSubcommand(validate)
                .addSubcommand(create)
                .addSubcommand(convert)
                .addSubcommand(adopt)
                .addSubcommand(baseline)
                .addSubcommand(repair)
                .addSubcommand(resume)
                .addSubcommand(unlock)
                .addSubcommand(completion)
                .addSubcommand(help)
                .setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(environment.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler(this::misused)
                .registerConverter(Version.class, Cli::version)
                .registerConverter(Integer.class, Cli::number);
        adopt.ownTable(Objects.requireNonNull(commandLine.getSubcommands().get(AdoptCommand.NAME))
                .getCommandSpec());
        commandLine.getCommandSpec().versionProvider(() -> new String[] {
            "manticore " + build.version() + " (Java " + Runtime.version().feature() + ", embedded PostgreSQL "
                    + build.postgresVersion() + ")"
        });
    }

    /** The commands and options. */
    public CommandSpec specification() {
        return commandLine.getCommandSpec();
    }

    /** Returns the exit code. */
    public int run(String... arguments) {
        for (int index = 0; index < arguments.length; index++) {
            try {
                ReadableText.check("Argument " + (index + 1), arguments[index]);
            } catch (ToolException unreadable) {
                return runner.report(commandLine.getCommandName(), wantsJson(arguments), unreadable);
            }
        }
        return commandLine.execute(arguments);
    }

    /** Like picocli's own strategy, but help that was asked for has to arrive. */
    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped == null) {
            return new RunLast().execute(parsed);
        }
        try {
            RequestedOutput.requireWritten(out);
            return helped;
        } catch (ToolException unwritten) {
            return runner.report(commandLine.getCommandName(), false, unwritten);
        }
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException malformed) {
            throw new TypeConversionException("'" + text + "' is not a whole number up to " + Integer.MAX_VALUE);
        }
    }

    private static Version version(String text) {
        try {
            return Version.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(malformed.getMessage());
        }
    }

    private int misused(ParameterException exception, String[] arguments) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String remedy = suggestion(exception)
                        .map(meant -> "Did you mean " + meant + "? ")
                        .orElse("") + "See: " + command + " --help";
        return runner.report(
                exception.getCommandLine().getCommandName(),
                wantsJson(arguments),
                ToolException.misused(message(exception), remedy, List.of(arguments)));
    }

    private Optional<String> suggestion(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().get(0);
        return isUnknownCommand(unmatched)
                ? Suggestions.command(typed, commandLine.getCommandSpec())
                : Suggestions.option(typed, unmatched.getCommandLine().getCommandSpec());
    }

    /** Picocli's message, which does not say that the first argument is to be a command. */
    private String message(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched && isUnknownCommand(unmatched)) {
            return "Unknown command '" + unmatched.getUnmatched().get(0) + "'.";
        }
        return String.valueOf(exception.getMessage());
    }

    private boolean isUnknownCommand(UnmatchedArgumentException unmatched) {
        return unmatched.getCommandLine() == commandLine && !unmatched.isUnknownOption();
    }

    private static boolean wantsJson(String... arguments) {
        return Arrays.asList(arguments).contains("--json");
    }
}
