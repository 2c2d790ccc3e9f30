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

/**
 * The failures of targets, each in full, but once for all targets that have the same: what differs only in the target's names and in times
 * counts as the same.
 */
final class FailureGroups {
    private static final String OMITTED = "\0";

    /** Points in time, and durations as they are written for people. */
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|\\b[\\d.]+ (?:ms|s|min|h)\\b");

    private final Style style;
    private final FailureText plain = new FailureText(new Style(false), new OptionWording());
    private final Map<String, Group> groups = new LinkedHashMap<>();

    private record Group(Failure first, List<FleetTarget> targets) {}

    FailureGroups(Style style) {
        this.style = style;
    }

    void add(FleetTarget target, Failure failure) {
        groups.computeIfAbsent(common(plain.of(failure), target), text -> new Group(failure, new ArrayList<>()))
                .targets()
                .add(target);
    }

    private static String common(String text, FleetTarget target) {
        return without(without(TIME.matcher(text).replaceAll(OMITTED), target.schema()), target.name());
    }

    private static String without(String text, @Nullable String name) {
        return name == null
                ? text
                : Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
                        .matcher(text)
                        .replaceAll(OMITTED);
    }

    /** One text for each group, in the order of their first targets. */
    List<String> texts() {
        FailureText text = new FailureText(style, new OptionWording());
        return groups.values().stream()
                .map(group -> text.of(group.first()) + "\n  "
                        + style.faint(label(group.targets().size())) + " " + FleetText.names(group.targets()))
                .toList();
    }

    private static String label(int targets) {
        return targets == 1 ? "target:" : targets + " targets:";
    }
}
