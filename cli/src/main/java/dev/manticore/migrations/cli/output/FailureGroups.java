package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The failures of targets, each in full, but once for all targets that have the same: those that differ only in names of the target. */
final class FailureGroups {
    private static final String TARGET = "\0";

    private final Style style;
    private final FailureText plain = new FailureText(new Style(false), new OptionWording());
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private record Group(Failure first, List<FleetTarget> targets) {}

    FailureGroups(Style style) {
        this.style = style;
    }

    void add(FleetTarget target, Failure failure) {
        groups.computeIfAbsent(withoutNames(plain.of(failure), target), text -> new Group(failure, new ArrayList<>()))
                .targets()
                .add(target);
    }

    private static String withoutNames(String text, FleetTarget target) {
        return without(without(text, target.schema()), target.name());
    }

    private static String without(String text, @Nullable String name) {
        return name == null
                ? text
                : Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
                        .matcher(text)
                        .replaceAll(TARGET);
    }

    /** One text for each group, in the order of their first targets. */
    List<String> texts() {
        FailureText text = new FailureText(style, new OptionWording());
        return groups.values().stream()
                .map(group -> text.of(group.first()) + "\n  " + style.faint(label(group.targets().size())) + " "
                        + FleetText.names(group.targets()))
                .toList();
    }

    private static String label(int targets) {
        return targets == 1 ? "target:" : targets + " targets:";
    }
}
