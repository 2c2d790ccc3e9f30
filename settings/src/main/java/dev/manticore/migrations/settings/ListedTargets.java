package dev.manticore.migrations.settings;

import java.util.List;

/**
 * What a file of targets lists.
 *
 * @param targets in the order of the file
 * @param warnings for the user
 */
public record ListedTargets(List<ListedTarget> targets, List<String> warnings) {
    public ListedTargets {
        targets = List.copyOf(targets);
        warnings = List.copyOf(warnings);
    }
}
