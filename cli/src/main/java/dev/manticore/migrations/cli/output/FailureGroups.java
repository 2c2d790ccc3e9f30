package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The failures of targets, each in full, but once for all targets that have the same: what differs only in the target's names and in times
 * counts as the same.
 */
final class FailureGroups {
    /** Points in time, and durations as they are written for people. */
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|\\b[\\d.]+ (?:ms|s|min|h)\\b");

    private final Style style;
    private final FailureText plain = new FailureText(new Style(false), new OptionWording());
    private final List<Group> groups = new ArrayList<>();

    /**
     * Targets with the same failure.
     *
     * @param text of the first one, without times
     */
    private record Group(Failure failure, String text, List<FleetTarget> targets) {

        /** In one of the two directions, since a name may also be a word of the text. */
        boolean isFailureOf(FleetTarget target, String other) {
            FleetTarget first = targets.get(0);
            return other.equals(text)
                    || renamed(other, target, first).equals(text)
                    || renamed(text, first, target).equals(other);
        }

        private static String renamed(String text, FleetTarget from, FleetTarget to) {
            String schema =
                    from.schema() == null || to.schema() == null ? text : renamed(text, from.schema(), to.schema());
            return renamed(schema, from.name(), to.name());
        }

        private static String renamed(String text, String from, String to) {
            return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(from) + "(?![\\p{L}\\p{N}_])")
                    .matcher(text)
                    .replaceAll(Matcher.quoteReplacement(to));
        }
    }

    FailureGroups(Style style) {
        this.style = style;
    }

    void add(FleetTarget target, Failure failure) {
        String text = TIME.matcher(plain.of(failure)).replaceAll("");
        groups.stream()
                .filter(group -> group.isFailureOf(target, text))
                .findFirst()
                .orElseGet(() -> begin(failure, text))
                .targets()
                .add(target);
    }

    private Group begin(Failure failure, String text) {
        Group group = new Group(failure, text, new ArrayList<>());
        groups.add(group);
        return group;
    }

    /** One text for each group, in the order of their first targets. */
    List<String> texts() {
        FailureText text = new FailureText(style, new OptionWording());
        return groups.stream()
                .map(group -> text.of(group.failure()) + "\n  "
                        + style.faint(label(group.targets().size())) + " " + FleetText.names(group.targets()))
                .toList();
    }

    private static String label(int targets) {
        return targets == 1 ? "target:" : targets + " targets:";
    }
}
