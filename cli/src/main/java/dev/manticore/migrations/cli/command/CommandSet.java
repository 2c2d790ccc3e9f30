package dev.manticore.migrations.cli.command;

import jakarta.inject.Provider;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Commands by name, in the order of the help. A command is made when it is asked for: reading its options takes time. */
final class CommandSet {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @param nested the commands whose names follow this one's; null if it has none */
    private record Entry(Provider<?> command, @Nullable CommandSet nested) {}

    CommandSet with(String name, Provider<?> command) {
        entries.put(name, new Entry(command, null));
        return this;
    }

    CommandSet with(String name, Provider<?> command, CommandSet nested) {
        entries.put(name, new Entry(command, nested));
        return this;
    }

    Collection<String> names() {
        return entries.keySet();
    }

    /** The commands below one of these, which has some. */
    CommandSet nested(String name) {
        return Objects.requireNonNull(Objects.requireNonNull(entries.get(name)).nested());
    }

    /** Makes all commands, and those below them. */
    void addAllTo(CommandLine parent) {
        addTo(parent, names(), List.of());
    }

    /**
     * Makes the commands with which these arguments are understood as with all: those whose names are among them, whatever they
     * mean there. All, if a list of the commands may be shown.
     *
     * @param arguments those behind the name of the parent
     */
    void addNeededTo(CommandLine parent, List<String> arguments) {
        List<String> named =
                arguments.stream().filter(entries::containsKey).distinct().toList();
        boolean listed = named.isEmpty()
                || arguments.stream()
                        .takeWhile(argument -> !entries.containsKey(argument))
                        .anyMatch(CommandSet::mayAskForHelp);
        addTo(parent, listed ? names() : named, arguments);
    }

    /** Short options can be written as one argument. */
    private static boolean mayAskForHelp(String argument) {
        return argument.equals("--help")
                || (argument.startsWith("-") && !argument.startsWith("--") && argument.contains("h"));
    }

    private void addTo(CommandLine parent, Collection<String> names, List<String> arguments) {
        for (String name : names) {
            Entry entry = Objects.requireNonNull(entries.get(name));
            CommandLine made = new CommandLine(entry.command().get());
            // Before the nested ones, which inherit the options of the root.
            parent.addSubcommand(name, made);
            if (entry.nested() != null) {
                entry.nested().addNeededTo(made, arguments.subList(arguments.indexOf(name) + 1, arguments.size()));
            }
        }
    }
}
