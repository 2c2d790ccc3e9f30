package dev.manticore.migrations.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** Picocli's script for bash. */
final class BashCompletion {
    private final CommandSpec root;

    BashCompletion(CommandSpec root) {
        this.root = root;
    }

    String script() {
        return AutoComplete.bash(root.name(), new CommandLine(copy(root)));
    }

    /** Picocli would complete a value after an option that may be without one, such as {@code --embedded}. */
    private static CommandSpec copy(CommandSpec command) {
        CommandSpec copy = CommandSpec.create().name(command.name());
        for (OptionSpec option : command.options()) {
            OptionSpec.Builder builder = option.arity().min() == 0
                    ? OptionSpec.builder(option.names()).type(boolean.class)
                    : OptionSpec.builder(option).scopeType(ScopeType.LOCAL);
            copy.addOption(builder.build());
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            copy.addPositional(PositionalParamSpec.builder(parameter).build());
        }
        command.subcommands()
                .forEach((name, subcommand) -> copy.addSubcommand(name, copy(subcommand.getCommandSpec())));
        return copy;
    }
}
