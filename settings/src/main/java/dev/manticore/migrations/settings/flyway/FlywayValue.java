package dev.manticore.migrations.settings.flyway;

import java.util.Arrays;
import java.util.List;

/**
 * A value of Flyway's configuration.
 *
 * @param texts its parts if it is an array, or its only text
 * @param isArray whether the file has it as an array
 * @param place where it was set, for messages: {@code flyway.toml:3} or {@code FLYWAY_URL}
 */
public record FlywayValue(List<String> texts, boolean isArray, String place) {

    public FlywayValue {
        texts = List.copyOf(texts);
    }

    static FlywayValue of(String text, String place) {
        return new FlywayValue(List.of(text), false, place);
    }

    /** One text; the parts of an array with commas between them. */
    public String text() {
        return String.join(",", texts);
    }

    /** The parts; those of one text are separated by commas. Blanks at their ends and empty parts do not count. */
    public List<String> list() {
        return (isArray ? texts.stream() : Arrays.stream(text().split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Omits the text, which may be a password or a URL with one. */
    @Override
    public String toString() {
        return "value of " + place;
    }
}
