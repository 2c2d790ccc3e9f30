package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.Rule;
import dev.manticore.migrations.inspection.lint.Rules;
import dev.manticore.migrations.settings.Mistakes;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.properties.PropertyLines;
import dev.manticore.migrations.settings.text.Spelling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A file with the levels of rules: Java's properties format in UTF-8, with lines {@code rule=level}. */
public final class LevelsFile {
    private final String name;
    private final Collection<String> rules;
    private final Map<String, Level> levels = new LinkedHashMap<>();
    private final Mistakes mistakes = new Mistakes();

    private LevelsFile(String name, Collection<String> rules) {
        this.name = name;
        this.rules = rules;
    }

    /**
     * The levels in a file, by the name of the rule.
     *
     * @param file as the user wrote it
     * @throws ToolException with every mistake in the file
     */
    public static Map<String, Level> read(ProcessEnvironment environment, String file) {
        return read(environment, file, Rules.all().stream().map(Rule::name).toList());
    }

    /** @param rules the names that there are */
    static Map<String, Level> read(ProcessEnvironment environment, String file, Collection<String> rules) {
        return new LevelsFile(file, rules).read(lines(environment, file));
    }

    private static List<String> lines(ProcessEnvironment environment, String file) {
        try {
            Path path = environment.resolve(file);
            // Opening a named pipe would wait for a writer.
            if (!Files.isRegularFile(path)) {
                throw ToolException.usage(
                        "The file of levels " + file + " does not exist, or is not a regular file.",
                        "Correct the path.");
            }
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException failure) {
            throw ToolException.usage(
                    "The file of levels " + file + " cannot be read: " + failure, "Make it a readable file in UTF-8.");
        }
    }

    private Map<String, Level> read(List<String> lines) {
        PropertyLines.read(lines, new PropertyLines.Receiver() {
            @Override
            public void entry(String key, String value, int line) {
                add(key, value.strip(), name + ":" + line);
            }

            @Override
            public void malformed(String message, int line) {
                mistakes.add(ToolException.usage(name + ":" + line + ": " + message, "Write rule=level."));
            }
        });
        mistakes.check();
        return levels;
    }

    private void add(String rule, String value, String place) {
        if (!rules.contains(rule)) {
            mistakes.add(ToolException.usage(
                    place + ": there is no rule '" + rule + "'.",
                    near(rule, rules) + "Correct its name, or remove it."));
        } else if (levels.containsKey(rule)) {
            mistakes.add(ToolException.usage(
                    place + ": '" + rule + "' has a level already.", "Remove one of the two lines."));
        }
        Optional<Level> level = level(value);
        level.ifPresentOrElse(
                known -> levels.put(rule, known),
                () -> mistakes.add(ToolException.usage(
                        place + ": '" + value + "' is not a level.", near(value, names()) + levels())));
    }

    /**
     * The level of a name.
     *
     * @param option where it was given, for the message
     * @throws ToolException if there is none
     */
    public static Level level(String name, String option) {
        return level(name)
                .orElseThrow(() -> ToolException.usage(
                        option + ": '" + name + "' is not a level.", near(name, names()) + levels()));
    }

    private static Optional<Level> level(String name) {
        return Arrays.stream(Level.values())
                .filter(level -> level.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static String levels() {
        return "The levels are " + String.join(", ", names()) + ".";
    }

    private static List<String> names() {
        return Arrays.stream(Level.values()).map(Level::toString).toList();
    }

    private static String near(String typed, Collection<String> known) {
        return Spelling.nearest(typed, known)
                .map(name -> "Did you mean " + name + "? ")
                .orElse("");
    }
}
