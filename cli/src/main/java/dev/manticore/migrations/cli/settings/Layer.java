package dev.manticore.migrations.cli.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings from one place: command line, environment or file. */
public final class Layer {
    private final Map<Setting, List<SettingValue>> values = new EnumMap<>(Setting.class);

    /** Adds a value from the command line, or several that are separated by commas if the setting is repeatable. */
    public Layer option(Setting setting, String text) {
        if (text.isBlank()) {
            add(setting, new SettingValue(text, setting.option()));
        } else {
            addAll(setting, text, setting.option());
        }
        return this;
    }

    /** The settings among the environment variables. Unknown variables that begin with MANTICORE_ are ignored. */
    static Layer ofVariables(Map<String, String> variables) {
        Layer layer = new Layer();
        for (Setting setting : Setting.values()) {
            String text = variables.get(setting.variable());
            if (text != null && (!text.isEmpty() || setting == Setting.EMBEDDED)) {
                layer.addAll(setting, text, setting.variable());
            }
        }
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

    private void add(Setting setting, SettingValue value) {
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
