package dev.manticore.migrations.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The script for fish, which picocli does not write.
 *
 * @see <a href="https://fishshell.com/docs/current/cmds/complete.html">fish: complete</a>
 */
final class FishCompletion {
    private static final Pattern NEXT_SENTENCE = Pattern.compile("(?<=\\.) (?=[A-Z])");

    private static final String SEEN = "__fish_seen_subcommand_from ";

    private final CommandSpec root;

    FishCompletion(CommandSpec root) {
        this.root = root;
    }

    String script() {
        List<String> lines = new ArrayList<>();
        lines.add("# Completes " + root.name() + " in fish. Generated.");
        root.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> lines.add(complete(option(option))));
        for (CommandLine command : root.subcommands().values()) {
            lines.addAll(of(command.getCommandSpec(), "__fish_use_subcommand"));
        }
        return String.join("\n", lines) + "\n";
    }

    /** @param before when the name of the command is completed */
    private List<String> of(CommandSpec command, String before) {
        String seen = "-n " + quoted(within(command)) + " ";
        List<String> lines = new ArrayList<>();
        lines.add(complete("-n " + before + " -f -a " + command.name()
                + description(command.usageMessage().description())));
        command.options().stream()
                .filter(option -> !option.hidden() && !option.inherited())
                .forEach(option -> lines.add(complete(seen + option(option))));
        command.positionalParameters().stream()
                .filter(parameter -> parameter.completionCandidates() != null)
                .forEach(parameter -> lines.add(
                        complete(seen + candidates(parameter).strip() + description(parameter.description()))));
        if (!command.subcommands().isEmpty()) {
            String names = String.join(" ", command.subcommands().keySet());
            String next = quoted(within(command) + "; and not " + SEEN + names);
            command.subcommands().values().forEach(nested -> lines.addAll(of(nested.getCommandSpec(), next)));
        }
        return lines;
    }

    /** The condition that the line has this command: its name, those of the commands above, and no other of such a name. */
    private String within(CommandSpec command) {
        if (command.parent() != root) {
            return within(command.parent()) + "; and " + SEEN + command.name();
        }
        return root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(other -> other.subcommands().containsKey(command.name()))
                .map(other -> "; and not " + SEEN + other.name())
                .collect(Collectors.joining("", SEEN + command.name(), ""));
    }

    private String complete(String rest) {
        return "complete -c " + root.name() + " " + rest;
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .reduce((first, second) -> first + " " + second)
                .orElseThrow();
        String value = option.arity().min() == 0 ? "" : takesPath(option) ? " -r" : " -x";
        return names + value + candidates(option) + description(option.description());
    }

    /** Such values are completed with the names of files. */
    private static boolean takesPath(OptionSpec option) {
        return List.of("FILE", "DIR", "SOURCE").contains(option.paramLabel());
    }

    private static String candidates(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? ""
                : " -f -a "
                        + quoted(String.join(
                                " ",
                                StreamSupport.stream(candidates.spliterator(), false)
                                        .toList()));
    }

    /** The first sentence, since fish shows it on one line. */
    private static String description(String[] description) {
        String text = String.join(" ", description);
        return " -d " + quoted(NEXT_SENTENCE.split(text, 2)[0]);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
