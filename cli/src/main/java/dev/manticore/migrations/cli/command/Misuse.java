package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that is wrong, with a suggestion where there is one. */
final class Misuse implements IParameterExceptionHandler {
    private final CommandRunner runner;
    private final Commands commands;

    Misuse(CommandRunner runner, Commands commands) {
        this.runner = runner;
        this.commands = commands;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String remedy = suggestion(exception)
                        .map(meant -> "Did you mean " + meant + "? ")
                        .orElse("") + "See: " + command + " --help";
        return runner.report(
                name(exception.getCommandLine().getCommandSpec()),
                Cli.wantsJson(arguments),
                ToolException.misused(message(exception), remedy, List.of(arguments)));
    }

    private Optional<String> suggestion(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().get(0);
        CommandSpec command = unmatched.getCommandLine().getCommandSpec();
        return isUnknownCommand(unmatched)
                ? Suggestions.command(typed, commands.below(command))
                : Suggestions.option(typed, command);
    }

    /** Without that of the root, as in the JSON document. */
    private static String name(CommandSpec command) {
        return command.parent() == null
                ? command.name()
                : command.qualifiedName().substring(command.root().name().length() + 1);
    }

    /** Picocli's message, which does not say that the argument is to be a command. */
    private static String message(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched && isUnknownCommand(unmatched)) {
            return "Unknown command '" + unmatched.getUnmatched().get(0) + "'.";
        }
        return String.valueOf(exception.getMessage());
    }

    private static boolean isUnknownCommand(UnmatchedArgumentException unmatched) {
        return !unmatched.getCommandLine().getSubcommands().isEmpty() && !unmatched.isUnknownOption();
    }
}
