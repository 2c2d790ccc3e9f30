package dev.manticore.migrations;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A location in a script.
 *
 * @param origin the location of the file, as its source reports it
 * @param line from 1, or 0 for the whole file
 * @param column in characters (code points) from 1, or 0 for the whole line
 * @param text the text of the line, or null if there is none
 */
public record SourceLocation(
        String origin, int line, int column, @Nullable String text) {

    public SourceLocation {
        Objects.requireNonNull(origin, "origin");
    }

    public static SourceLocation file(String origin) {
        return new SourceLocation(origin, 0, 0, null);
    }

    /**
     * The line with its number, and below it a caret at the column, as compilers show it. A long line is cut to the part
     * around the column, and control characters are replaced.
     *
     * @return two lines; one if the column is not known; none if the text is not known
     */
    public List<String> excerpt() {
        return Excerpt.of(this);
    }

    /** {@code file:line:column}, in the form that compilers use. */
    @Override
    public String toString() {
        String file = Printable.line(origin);
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
