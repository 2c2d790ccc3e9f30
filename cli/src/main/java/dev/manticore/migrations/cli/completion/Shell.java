package dev.manticore.migrations.cli.completion;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The shells that can complete commands and options. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum Shell {
    BASH(command -> new BashCompletion(command).script()),
    /** Zsh runs the script for bash, which loads zsh's emulation. */
    ZSH(command -> new BashCompletion(command).script()),
    FISH(command -> new FishCompletion(command).script());

    private final Function<CommandSpec, String> script;

    Shell(Function<CommandSpec, String> script) {
        this.script = script;
    }

    /** The shell of this name, in any case. */
    public static Shell named(String name) {
        return Arrays.stream(values())
                .filter(shell -> shell.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ToolException.usage(
                        "Completion is not available for the shell '" + name + "'.",
                        "Use one of " + String.join(", ", labels()) + "."));
    }

    /** The shell's name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The script for a root command with its subcommands. */
    public String script(CommandSpec command) {
        return script.apply(command);
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(Shell::label).toList();
    }

    /** The names, for picocli. */
    public static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return labels().iterator();
        }
    }
}
