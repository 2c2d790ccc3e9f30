package dev.manticore.migrations.cli.command;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Accepts {@code --option=VALUE}, but does not treat the argument after {@code --option} as its value. */
final class AttachedValueOnly implements IParameterPreprocessor {

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's interface
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> information) {
        if (!"=".equals(information.get("separator"))) {
            arguments.push(((OptionSpec) argument).fallbackValue());
        }
        return false;
    }
}
