package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Objects;

/**
 * A mechanical change of a migration's file. Nothing is removed.
 *
 * @param insertions in the order of the file
 * @param headers what the header of the file has to say in addition, e.g. {@code lock_timeout=5s}, without the
 *     {@code -- manticore:} before it
 */
public record Fix(List<Insertion> insertions, List<String> headers) {

    public Fix {
        insertions = List.copyOf(insertions);
        headers = List.copyOf(headers);
    }

    /**
     * Text to put into the file.
     *
     * @param line from 1
     * @param column before which character, in code points from 1; one more than the line has stands for its end
     */
    public record Insertion(int line, int column, String text) {
        public Insertion {
            Objects.requireNonNull(text, "text");
        }
    }
}
