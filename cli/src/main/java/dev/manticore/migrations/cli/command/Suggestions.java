package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.settings.text.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What somebody meant who typed a command or an option that does not exist. */
final class Suggestions {
    /** The names that other migration tools, and our Maven plugin, have for our commands. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("apply", "migrate"),
            Map.entry("up", "migrate"),
            Map.entry("update", "migrate"),
            Map.entry("dry-run", "migrate --dry-run"),
            Map.entry("plan", "migrate --dry-run"),
            Map.entry("down", "rollback"),
            Map.entry("revert", "rollback"),
            Map.entry("undo", "rollback"),
            Map.entry("history", "status"),
            Map.entry("info", "status"),
            Map.entry("list", "status"),
            Map.entry("check", "validate"),
            Map.entry("verify", "validate"),
            Map.entry("new", "create"),
            Map.entry("import", "adopt"));

    private Suggestions() {}

    /** @param known the commands of the place where it was typed */
    static Optional<String> command(String typed, Collection<String> known) {
        return Optional.ofNullable(ELSEWHERE.get(typed))
                // Only those of the root have a dry run, and help is one of them.
                .filter(meant -> known.contains(meant) || known.contains(HelpCommand.NAME))
                .or(() -> Spelling.nearest(typed, known));
    }

    /** The typed option may have a value. */
    static Optional<String> option(String typed, CommandSpec command) {
        List<String> known =
                command.options().stream().map(OptionSpec::longestName).toList();
        return Spelling.nearest(typed.replaceFirst("=.*", ""), known);
    }
}
