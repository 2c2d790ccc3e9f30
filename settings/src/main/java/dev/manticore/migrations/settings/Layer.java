package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings from one place: command line, environment or file. */
public final class Layer {
    static final String PLACEHOLDER_OPTION = "--placeholder";
    static final String PLACEHOLDER_KEY = "placeholders.";
    private static final String PLACEHOLDER_VARIABLE = "MANTICORE_PLACEHOLDERS_";

    private final Map<Setting, List<SettingValue>> values = new EnumMap<>(Setting.class);
    private final List<Placeholder> placeholders = new ArrayList<>();
    private final List<String> placeholderOptions = new ArrayList<>();

    private record Placeholder(String name, SettingValue value) {}

    /**
     * Adds a value, or several comma-separated values if the setting is repeatable.
     *
     * @param place where it was set, as the beginning of a sentence
     */
    public Layer set(Setting setting, String text, String place) {
        addAll(setting, text, place);
        return this;
    }

    /** Adds a value from the command line, or several that are separated by commas if the setting is repeatable. */
    public Layer option(Setting setting, String text) {
        if (text.isBlank()) {
            add(setting, new SettingValue(text, setting.option()));
        } else {
            addAll(setting, text, setting.option());
        }
        return this;
    }

    /** Adds a placeholder from the command line, as NAME=VALUE. */
    public Layer placeholder(String nameAndValue) {
        placeholderOptions.add(nameAndValue);
        return this;
    }

    /** Adds a placeholder. */
    public Layer placeholder(String name, String value, String place) {
        placeholders.add(new Placeholder(name, new SettingValue(value, place)));
        return this;
    }

    /**
     * The placeholders by name; upper and lower case of names do not matter.
     *
     * @throws ToolException if there are two of one name, or if an option has no name and value. The text of an option is never
     *     quoted: it may be a secret
     */
    Map<String, SettingValue> placeholders() {
        Map<String, SettingValue> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Placeholder> all = new ArrayList<>(placeholders);
        placeholderOptions.forEach(option -> all.add(placeholderOption(option)));
        for (Placeholder placeholder : all) {
            SettingValue before = values.putIfAbsent(placeholder.name(), placeholder.value());
            if (before != null) {
                throw ToolException.usage(
                        placeholder.value().place() + ": the placeholder '" + placeholder.name()
                                + "' was already set by " + before.place() + ".",
                        "Remove one of them. Upper and lower case make no difference.");
            }
        }
        return values;
    }

    private static Placeholder placeholderOption(String nameAndValue) {
        // Refuses what cannot be read.
        String text = new SettingValue(nameAndValue, PLACEHOLDER_OPTION).text();
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw ToolException.usage(
                    PLACEHOLDER_OPTION + " has no = between name and value.",
                    "Write NAME=VALUE; the value may be empty.");
        }
        return new Placeholder(
                text.substring(0, equals), new SettingValue(text.substring(equals + 1), PLACEHOLDER_OPTION));
    }

    /** The settings among the environment variables. Unknown variables that begin with MANTICORE_ are ignored. */
    static Layer ofVariables(Map<String, String> variables) {
        Layer layer = new Layer();
        for (Setting setting : Setting.values()) {
            String text = variables.get(setting.variable());
            if (text != null && (!text.isEmpty() || setting == Setting.EMBEDDED || setting == Setting.FLYWAY)) {
                layer.addAll(setting, text, setting.variable());
            }
        }
        variables.forEach((variable, text) -> {
            if (variable.startsWith(PLACEHOLDER_VARIABLE) && variable.length() > PLACEHOLDER_VARIABLE.length()) {
                layer.placeholder(variable.substring(PLACEHOLDER_VARIABLE.length()), text, variable);
            }
        });
        return layer;
    }

    /** Adds a value, or several comma-separated values if the setting is repeatable. */
    void addAll(Setting setting, String text, String place) {
        if (setting.repeatable()) {
            Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .forEach(part -> add(setting, new SettingValue(part, place)));
        } else {
            add(setting, new SettingValue(text, place));
        }
    }

    void add(Setting setting, SettingValue value) {
        values.computeIfAbsent(setting, key -> new ArrayList<>()).add(value);
    }

    boolean has(Setting setting) {
        return values.containsKey(setting);
    }

    /** The value that was added last. */
    @Nullable
    SettingValue get(Setting setting) {
        List<SettingValue> all = all(setting);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    List<SettingValue> all(Setting setting) {
        return values.getOrDefault(setting, List.of());
    }
}
