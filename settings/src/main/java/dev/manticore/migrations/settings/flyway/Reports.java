package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.ArrayList;
import java.util.List;

/** What there is to say about a configuration: all errors at once, and notes. Not thread-safe. */
final class Reports {
    private final List<String> errors = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Adds an error.
     *
     * @param message with its place, as a sentence
     * @param remedy what to do, as a sentence
     */
    void error(String message, String remedy) {
        errors.add(message);
        if (!remedies.contains(remedy)) {
            remedies.add(remedy);
        }
    }

    void note(String message) {
        notes.add("note: " + message);
    }

    void warning(String message) {
        notes.add("warning: " + message);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Throws all errors as one, if there are any. */
    void requireNone() {
        if (!errors.isEmpty()) {
            throw ToolException.usage(String.join("\n", errors), String.join(" ", remedies));
        }
    }
}
