package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The failures of targets, each in full, but once for all targets that have the same: what differs only in the target's names and in times
 * counts as the same. A name without a letter does not, since it may also be the number of a line.
 */
final class FailureGroups {
    /** Points in time, and durations as they are written for people. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|\\b\\d+(?:\\.\\d+)? (?:ms|s|min|h)\\b");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private final Style style;
    private final FailureText plain = new FailureText(new Style(false), new OptionWording());
    private final List<Entry> entries = new ArrayList<>();

    /**
     * The failure of one target.
     *
     * @param text without times
     */
    private record Entry(FleetTarget target, Failure failure, String text) {

        /** In one of the two directions, since a name may also be a word of the text. */
        boolean isLike(Entry other) {
            return text.equals(other.text)
                    || renamed(text, target, other.target).equals(other.text)
                    || renamed(other.text, other.target, target).equals(text);
        }

        private static String renamed(String text, FleetTarget from, FleetTarget to) {
            String schema =
                    from.schema() == null || to.schema() == null ? text : renamed(text, from.schema(), to.schema());
            return renamed(schema, from.name(), to.name());
        }

        private static String renamed(String text, String from, String to) {
            return hasLetter(from)
                    ? Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(from) + "(?![\\p{L}\\p{N}_])")
                            .matcher(text)
                            .replaceAll(Matcher.quoteReplacement(to))
                    : text;
        }

        Stream<String> names() {
            return Stream.of(target.name(), target.schema()).filter(name -> name != null && hasLetter(name));
        }
    }

    /** Targets with the same failure, at least one. */
    private record Group(List<Entry> entries) {
        Entry first() {
            return entries.get(0);
        }
    }

    FailureGroups(Style style) {
        this.style = style;
    }

    private static boolean hasLetter(String name) {
        return name.codePoints().anyMatch(Character::isLetter);
    }

    void add(FleetTarget target, Failure failure) {
        entries.add(new Entry(target, failure, TIME.matcher(plain.of(failure)).replaceAll("")));
    }

    /** One text for each group, in the order of their first targets. */
    List<String> texts() {
        FailureText text = new FailureText(style, new OptionWording());
        return groups().stream()
                .map(group -> text.of(group.first().failure()) + "\n  "
                        + style.faint(label(group.entries().size())) + " "
                        + FleetText.names(
                                group.entries().stream().map(Entry::target).toList()))
                .toList();
    }

    private List<Group> groups() {
        Set<String> words = entries.stream()
                .flatMap(Entry::names)
                .flatMap(name -> WORD.matcher(name).results().map(MatchResult::group))
                .collect(Collectors.toSet());
        List<Group> groups = new ArrayList<>();
        // Only what is the same without the words of all names can be the same failure: few are compared with each
        // other.
        Map<List<String>, List<Group>> candidates = new HashMap<>();
        for (Entry entry : entries) {
            List<Group> alike = candidates.computeIfAbsent(without(words, entry.text()), first -> new ArrayList<>());
            Optional<Group> same =
                    alike.stream().filter(group -> entry.isLike(group.first())).findFirst();
            Group group = same.orElseGet(() -> new Group(new ArrayList<>()));
            group.entries().add(entry);
            if (same.isEmpty()) {
                alike.add(group);
                groups.add(group);
            }
        }
        return groups;
    }

    private static List<String> without(Set<String> words, String text) {
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> !words.contains(word))
                .toList();
    }

    private static String label(int targets) {
        return targets == 1 ? "target:" : targets + " targets:";
    }
}
