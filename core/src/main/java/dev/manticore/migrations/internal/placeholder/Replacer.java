package dev.manticore.migrations.internal.placeholder;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.internal.sql.text.ScriptText;
import dev.manticore.migrations.internal.sql.text.ScriptText.Replacement;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Replaces the placeholders of scripts. Immutable. */
public final class Replacer {
    private static final int LONGEST_NAME = 100;

    private final Placeholders placeholders;
    private final BuiltIns builtIns;

    public Replacer(Placeholders placeholders, BuiltIns builtIns) {
        this.placeholders = placeholders;
        this.builtIns = builtIns;
    }

    /**
     * A script with its values.
     *
     * @param unknown the placeholders without a value, each name once; they stay in the text as they are
     * @param asksDatabase whether one has a value that only the database knows
     * @param names the names of all placeholders in lower case, with and without values
     */
    public record Replaced(ScriptText text, List<Unknown> unknown, boolean asksDatabase, Set<String> names) {
        public Replaced {
            names = Set.copyOf(names);
        }

        /** A script that stays as it is. */
        public static Replaced nothing(String text) {
            return new Replaced(ScriptText.of(text), List.of(), false, Set.of());
        }
    }

    /**
     * A placeholder without a value.
     *
     * @param start UTF-16 index in the file where it occurs first
     * @param name its name; empty if it is not closed
     * @param closed whether it has a suffix
     * @param count how often it occurs in the file
     */
    public record Unknown(int start, String name, boolean closed, int count) {
        private Unknown again() {
            return new Unknown(start, name, closed, count + 1);
        }
    }

    /**
     * Replaces the placeholders of a file.
     *
     * @param text its text
     * @param file its name
     */
    public Replaced replace(String text, String file, DatabaseValues database) {
        List<Replacement> replacements = new ArrayList<>();
        Map<String, Unknown> unknown = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        boolean asksDatabase = false;
        PlaceholderScanner scanner = new PlaceholderScanner(text, placeholders);
        for (Optional<PlaceholderScanner.Found> next = scanner.next(); next.isPresent(); next = scanner.next()) {
            PlaceholderScanner.Found found = next.get();
            names.add(found.name().toLowerCase(Locale.ROOT));
            Optional<String> value = found.closed() ? value(found.name(), file, database) : Optional.empty();
            if (value.isPresent()) {
                replacements.add(new Replacement(found.start(), found.end(), value.get()));
                asksDatabase |=
                        builtIn(found.name()).filter(BuiltIns::isOfDatabase).isPresent();
            } else {
                unknown.merge(
                        found.name().toLowerCase(Locale.ROOT),
                        new Unknown(found.start(), found.name(), found.closed(), 1),
                        (first, same) -> first.again());
            }
        }
        return new Replaced(ScriptText.of(text, replacements), List.copyOf(unknown.values()), asksDatabase, names);
    }

    private Optional<String> value(String name, String file, DatabaseValues database) {
        return Optional.ofNullable(placeholders.values().get(name))
                .or(() -> builtIn(name).flatMap(builtIn -> builtIns.value(builtIn, file, database)));
    }

    /** The name behind the namespace, if it has one. */
    private Optional<String> builtIn(String name) {
        return BuiltIns.NAMESPACES.stream()
                .map(namespace -> namespace + placeholders.separator())
                .filter(start -> name.regionMatches(true, 0, start, 0, start.length()))
                .map(start -> name.substring(start.length()))
                .findFirst();
    }

    /** What looks like a placeholder, in order: on one line, and with a name that is neither blank nor long. */
    public List<TextRange> find(String text) {
        List<TextRange> found = new ArrayList<>();
        PlaceholderScanner scanner = new PlaceholderScanner(text, placeholders);
        for (Optional<PlaceholderScanner.Found> next = scanner.next(); next.isPresent(); next = scanner.next()) {
            PlaceholderScanner.Found candidate = next.get();
            if (candidate.closed() && isName(candidate.name())) {
                found.add(new TextRange(candidate.start(), candidate.end()));
            }
        }
        return found;
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME && name.chars().noneMatch(c -> c == '\n' || c == '\r');
    }

    /** What is wrong with a placeholder that has no value. */
    public String message(Unknown unknown) {
        if (!unknown.closed()) {
            return "The placeholder that begins here has no end: no " + placeholders.suffix() + " follows.";
        }
        String times = unknown.count() == 1 ? "" : " It occurs " + unknown.count() + " times in this file.";
        return isName(unknown.name())
                ? "The placeholder " + placeholders.written(unknown.name()) + " is not declared." + times
                : "What begins like a placeholder here, and ends at the next " + placeholders.suffix()
                        + ", is not declared." + times;
    }

    /** What is declared and built in, as sentences. */
    public String known() {
        String declared = placeholders.values().isEmpty()
                ? "None is declared."
                : "Declared: "
                        + placeholders.values().keySet().stream()
                                .map(placeholders::written)
                                .collect(Collectors.joining(", "))
                        + ".";
        String builtIn = BuiltIns.NAMES.stream()
                .map(name -> placeholders.written(BuiltIns.NAMESPACES.get(0) + placeholders.separator() + name))
                .collect(Collectors.joining(", "));
        return declared + " Built in: " + builtIn + ", and the same with " + BuiltIns.NAMESPACES.get(1)
                + placeholders.separator() + ".";
    }
}
