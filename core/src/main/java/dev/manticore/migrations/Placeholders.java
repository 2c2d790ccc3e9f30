package dev.manticore.migrations;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What replaces {@code ${name}} in scripts. Immutable. The defaults of prefix, suffix and separator are Flyway's.
 *
 * <p>A name may have upper and lower case as it likes: {@code ${Owner}} is {@code ${owner}}. A value is put in as it is,
 * and is not searched for placeholders itself. Two equal characters that begin like the prefix stay as they are, and so
 * does what follows: nothing is replaced in {@code $${name}}.
 *
 * @param values the value of each name; their order and the case of names do not matter
 * @param prefix what a placeholder begins with; not empty
 * @param suffix what it ends with; not empty
 * @param separator what is between {@code flyway} or {@code manticore} and the name of a built-in placeholder; not empty
 * @param enabled whether placeholders are replaced, the built-in ones included
 */
public record Placeholders(
        Map<String, String> values, String prefix, String suffix, String separator, boolean enabled) {

    /** Nothing is declared, and nothing is replaced. */
    public static final Placeholders OFF = new Placeholders(Map.of(), "${", "}", ":", false);

    /** Checks the names and copies the values. */
    public Placeholders {
        requireText("prefix", prefix);
        requireText("suffix", suffix);
        requireText("separator", separator);
        Map<String, String> copied = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String name = entry.getKey();
            checkName(name, suffix, separator);
            copied.put(name, Objects.requireNonNull(entry.getValue(), name));
        }
        values = Collections.unmodifiableMap(copied);
    }

    private static void requireText(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " of placeholders must not be empty");
        }
    }

    private static void checkName(String name, String suffix, String separator) {
        if (name.isBlank() || name.contains(suffix) || name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the name of a placeholder must have characters, be on one line and not"
                    + " contain " + suffix + ", but it is \"" + name + "\"");
        }
        for (String reserved : new String[] {"flyway", "manticore"}) {
            String start = reserved + separator;
            if (name.regionMatches(true, 0, start, 0, start.length())) {
                throw new IllegalArgumentException(
                        "placeholders that begin with " + start + " are built in, so " + name + " cannot be declared");
            }
        }
    }

    /**
     * Declares a placeholder, in place of an earlier one of that name, and turns placeholders on.
     *
     * @throws IllegalArgumentException if the name is blank, contains the suffix or a line break, or begins like the
     *     built-in ones
     */
    public Placeholders with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** Declares placeholders as {@link #with(String, String)} does; nothing changes if there are none. */
    public Placeholders with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(values);
        all.putAll(more);
        return new Placeholders(all, prefix, suffix, separator, true);
    }

    /** Turns placeholders on, even if none is declared: the built-in ones are replaced, and unknown ones refused. */
    public Placeholders on() {
        return new Placeholders(values, prefix, suffix, separator, true);
    }

    /** Leaves scripts as they are. */
    public Placeholders off() {
        return new Placeholders(values, prefix, suffix, separator, false);
    }

    /** Replaces the placeholders that are written in another way, e.g. {@code #[name]}. */
    public Placeholders written(String newPrefix, String newSuffix, String newSeparator) {
        return new Placeholders(values, newPrefix, newSuffix, newSeparator, enabled);
    }

    /** How a placeholder of that name is written in a script, e.g. {@code ${name}}. */
    public String written(String name) {
        return prefix + name + suffix;
    }

    /** Names, but no values: these may be secret. */
    @Override
    public String toString() {
        return "Placeholders[" + (enabled ? "on" : "off") + ", " + written("..") + ", names " + values.keySet() + "]";
    }
}
