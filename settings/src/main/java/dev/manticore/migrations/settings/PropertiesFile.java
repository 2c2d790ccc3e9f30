package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.properties.PropertyLines;
import dev.manticore.migrations.settings.text.Spelling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code manticore.properties}: Java's properties format in UTF-8, with the settings' names as keys. */
final class PropertiesFile {
    static final String NAME = "manticore.properties";

    private final Layer layer = new Layer();

    private PropertiesFile() {}

    /** The settings in the file; empty if it does not exist. */
    static Layer read(Path file) {
        if (!Files.exists(file)) {
            return new Layer();
        }
        // Opening a named pipe would wait for a writer.
        if (!Files.isRegularFile(file)) {
            throw ToolException.usage(NAME + " is not a regular file.", "Make it a file, or remove it.");
        }
        PropertiesFile reader = new PropertiesFile();
        try {
            reader.readLines(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw ToolException.usage(
                    NAME + " cannot be read: " + failure, "Make it a readable file in UTF-8, or remove it.");
        }
        return reader.layer;
    }

    private void readLines(List<String> lines) {
        PropertyLines.read(lines, new PropertyLines.Receiver() {
            @Override
            public void entry(String key, String value, int line) {
                add(key, value, NAME + ":" + line);
            }

            @Override
            public void malformed(String message, int line) {
                throw ToolException.usage(
                        NAME + ":" + line + ": " + message, "Double each backslash: C:\\\\migrations.");
            }
        });
    }

    private void add(String key, String text, String place) {
        String start = Layer.PLACEHOLDER_KEY;
        if (key.regionMatches(true, 0, start, 0, start.length())) {
            layer.placeholder(key.substring(start.length()), text, place);
        } else {
            addSetting(key, text.strip(), place);
        }
    }

    private void addSetting(String key, String text, String place) {
        Optional<Setting> setting = Setting.ofKey(key);
        if (setting.isEmpty()) {
            throw ToolException.usage(
                    place + ": unknown setting '" + key + "'.",
                    Spelling.nearest(key, keys())
                                    .map(near -> "Did you mean " + near + "? ")
                                    .orElse("") + "The settings are " + String.join(", ", keys()) + ", and "
                            + Layer.PLACEHOLDER_KEY + "NAME.");
        }
        SettingValue before = layer.get(setting.get());
        if (before != null && !setting.get().repeatable()) {
            throw ToolException.usage(
                    place + ": '" + key + "' was already set in " + before.place() + ".", "Remove one of them.");
        }
        layer.addAll(setting.get(), text, place);
    }

    private static List<String> keys() {
        return Arrays.stream(Setting.values()).map(Setting::key).toList();
    }
}
