package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Spelling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a file with the targets of a fleet: TOML with a table for each of them, whose name is the target's. */
final class TargetsFile {
    private static final Map<String, Setting> KEYS =
            Map.of("url", Setting.URL, "user", Setting.USER, "password", Setting.PASSWORD, "schema", Setting.SCHEMA);
    private static final String LIST = "url, user, password and schema";

    private final String name;
    private final Mistakes mistakes = new Mistakes();

    /**
     * What the file says of a target.
     *
     * @param place the line on which it begins
     */
    record Entry(String name, Layer settings, String place) {}

    private TargetsFile(String name) {
        this.name = name;
    }

    /**
     * The targets in the order of the file.
     *
     * @param file as the user wrote it
     * @throws ToolException with everything that is wrong in the file
     */
    static List<Entry> read(ProcessEnvironment environment, String file) {
        return new TargetsFile(file).entries(text(environment, file));
    }

    private static String text(ProcessEnvironment environment, String file) {
        try {
            Path path = environment.resolve(file);
            // Opening a named pipe would wait for a writer.
            if (!Files.isRegularFile(path)) {
                throw ToolException.usage(
                        "The file of targets " + file + " does not exist, or is not a regular file.",
                        "Correct the path of --targets.");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException failure) {
            throw ToolException.usage(
                    "The file of targets " + file + " cannot be read: " + failure, "Make it a readable file in UTF-8.");
        }
    }

    private List<Entry> entries(String text) {
        TomlParseResult toml = Toml.parse(text);
        toml.errors()
                .forEach(error -> refuse(
                        place(error.position()) + ":" + error.position().column() + ": " + message(error) + ".",
                        "Correct the TOML."));
        mistakes.check();
        List<Entry> entries = new ArrayList<>();
        for (String target : inOrder(toml)) {
            String place = place(toml.inputPositionOf(List.of(target)));
            if (toml.get(List.of(target)) instanceof TomlTable table) {
                entries.add(new Entry(target, settings(target, table, place), place));
            } else {
                refuse(
                        place + ": '" + target + "' is not in the table of a target.",
                        "Begin each target with its name in brackets, e.g. [acme].");
            }
        }
        mistakes.check();
        if (entries.isEmpty()) {
            throw ToolException.usage(
                    name + " lists no target.",
                    "Write a table for each target: its name in brackets, e.g. [acme], and below it " + LIST
                            + ", as far as it needs them.");
        }
        return entries;
    }

    private Layer settings(String target, TomlTable table, String place) {
        Layer settings = new Layer();
        boolean understood = true;
        for (String key : inOrder(table)) {
            understood &=
                    add(settings, target, key, table.get(List.of(key)), place(table.inputPositionOf(List.of(key))));
        }
        boolean hasUrl = settings.has(Setting.URL);
        if (understood && !hasUrl && !settings.has(Setting.SCHEMA)) {
            refuse(
                    place + ": " + target + " has neither url nor schema.",
                    "Say with one of them which database it is.");
        } else if (understood && !hasUrl && (settings.has(Setting.USER) || settings.has(Setting.PASSWORD))) {
            refuse(
                    place + ": " + target + " has a user or password, but no url.",
                    "Add its url. Without one, it is a schema of the database that --url names, with the user of that.");
        }
        return settings;
    }

    /** Returns whether it was understood. */
    private boolean add(Layer settings, String target, String key, @Nullable Object value, String place) {
        Setting setting = KEYS.get(key);
        if (setting == null) {
            refuse(
                    place + ": unknown key '" + key + "' of " + target + ".",
                    Spelling.nearest(key, KEYS.keySet())
                                    .map(near -> "Did you mean " + near + "? ")
                                    .orElse("")
                            + "The keys of a target are " + LIST + ". A name with a dot needs quotes: [\"a.b\"].");
        } else if (!(value instanceof String text)) {
            refuse(place + ": " + key + " of " + target + " is not a text.", "Put the value between quotes.");
        } else if (text.isBlank()) {
            refuse(place + ": " + key + " of " + target + " is empty.", "Set a value, or remove the line.");
        } else {
            settings.add(setting, new SettingValue(text, place));
            return true;
        }
        return false;
    }

    /** The names of a table; the library does not keep their order. */
    private static List<String> inOrder(TomlTable table) {
        return table.keySet().stream()
                .sorted(Comparator.comparing(
                                (String key) -> Objects.requireNonNull(table.inputPositionOf(List.of(key))),
                                Comparator.comparingInt(TomlPosition::line))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Other messages quote the text, which may be a part of a password. */
    private static String message(TomlParseError error) {
        String message = String.valueOf(error.getMessage());
        return message.contains(" previously defined at ") ? message : "This is not valid TOML";
    }

    private void refuse(String message, String remedy) {
        mistakes.add(ToolException.usage(message, remedy));
    }

    private String place(@Nullable TomlPosition position) {
        return position == null ? name : name + ":" + position.line();
    }
}
