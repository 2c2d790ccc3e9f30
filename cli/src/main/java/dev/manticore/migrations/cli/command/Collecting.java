package dev.manticore.migrations.cli.command;

import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Adds to a list. Picocli itself would start a new list after the command's name. */
final class Collecting implements IParameterConsumer {

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's interface
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
        if (arguments.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "Missing required parameter for option " + argument.paramLabel());
        }
        List<String> values = argument.getValue();
        values.add(arguments.pop());
    }
}
