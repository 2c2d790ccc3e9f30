package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names in the value of an option, separated by commas. */
final class NameList {
    private NameList() {}

    /**
     * The names, at least one.
     *
     * @throws ToolException if one is empty, or there twice
     */
    static List<String> of(String option, String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
            if (part.isEmpty()) {
                throw ToolException.usage(
                        option + " has an empty name: '" + text + "'.", "Separate the names by commas, e.g. a,b,c.");
            }
            if (!names.add(part)) {
                throw ToolException.usage(option + " names '" + part + "' twice.", "Remove one of them.");
            }
        }
        return List.copyOf(names);
    }
}
