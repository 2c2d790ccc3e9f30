package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/** Reads a script's settings: Java's properties format in UTF-8, one setting on each line. */
final class SettingsFile {
    private static final String KEYS = "The keys are executeInTransaction, encoding, placeholderReplacement and"
            + " shouldExecute. They are case-sensitive and have no prefix.";

    private final SourceScript file;
    private final Consumer<Problem> problems;
    private final Map<String, Integer> lines = new HashMap<>();
    private Optional<Boolean> executeInTransaction = Optional.empty();
    private Optional<Charset> encoding = Optional.empty();
    private Optional<Boolean> placeholderReplacement = Optional.empty();
    private Optional<Boolean> shouldExecute = Optional.empty();

    private SettingsFile(SourceScript file, Consumer<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The settings in a file; without those that are problems.
     *
     * @param problems takes every unknown key and invalid value
     */
    static ScriptSettings read(SourceScript file, Consumer<Problem> problems) {
        SettingsFile reader = new SettingsFile(file, problems);
        try {
            List<String> lines = TextDecoder.decode(file.read(), UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                reader.readLine(lines.get(i), i + 1);
            }
        } catch (SourceException unreadable) {
            SourceProblems.of(unreadable).forEach(problems);
        } catch (CharacterCodingException notUtf8) {
            problems.accept(new Problem(
                    Kind.INVALID_SCRIPT_SETTINGS,
                    "The file is not valid UTF-8.",
                    SourceLocation.file(file.origin()),
                    "Save it as UTF-8. " + KEYS));
        }
        return new ScriptSettings(
                reader.executeInTransaction,
                reader.encoding,
                reader.placeholderReplacement,
                reader.shouldExecute.orElse(true));
    }

    private void readLine(String line, int number) {
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(line));
        } catch (IllegalArgumentException malformed) {
            problem("This line cannot be read: " + malformed.getMessage(), number, line, "Write key=value. " + KEYS);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (String key : entry.stringPropertyNames()) {
            read(key, entry.getProperty(key).strip(), number, line);
        }
    }

    private void read(String key, String value, int number, String line) {
        Integer before = lines.putIfAbsent(key, number);
        if (before != null) {
            problem(key + " is already set in line " + before + ".", number, line, "Remove one of them.");
            return;
        }
        switch (key) {
            case "executeInTransaction" -> executeInTransaction = flag(key, value, number, line);
            case "placeholderReplacement" -> placeholderReplacement = flag(key, value, number, line);
            case "shouldExecute" -> shouldExecute = flag(key, value, number, line);
            case "encoding" -> encoding = charset(value, number, line);
            default -> problem("The key '" + key + "' is not known.", number, line, KEYS);
        }
    }

    private Optional<Boolean> flag(String key, String value, int number, String line) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return Optional.of(lower.equals("true"));
        }
        problem(
                "The value '" + value + "' of " + key + " is neither true nor false.",
                number,
                line,
                "Write true or false; expressions and placeholders are not supported here.");
        return Optional.empty();
    }

    private Optional<Charset> charset(String value, int number, String line) {
        try {
            return Optional.of(Charset.forName(value));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            problem(
                    "The encoding '" + value + "' is not known.",
                    number,
                    line,
                    "Write a name that Java knows, e.g. UTF-8, ISO-8859-1 or windows-1252.");
            return Optional.empty();
        }
    }

    private void problem(String message, int number, String line, String remedy) {
        problems.accept(new Problem(
                Kind.INVALID_SCRIPT_SETTINGS, message, new SourceLocation(file.origin(), number, 1, line), remedy));
    }
}
