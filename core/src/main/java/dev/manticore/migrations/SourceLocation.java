package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a script.
 *
 * @param origin the file, as its source names it
 * @param line from 1, or 0 when the whole file is meant
 * @param column in characters (code points) from 1, or 0 when the whole line is meant
 * @param text the line itself, or null where there is none to show
 */
public record SourceLocation(
        String origin, int line, int column, @Nullable String text) {

    public SourceLocation {
        Objects.requireNonNull(origin, "origin");
    }

    public static SourceLocation file(String origin) {
        return new SourceLocation(origin, 0, 0, null);
    }

    /** {@code file:line:column}, as compilers print it. */
    @Override
    public String toString() {
        return line == 0 ? origin : column == 0 ? origin + ":" + line : origin + ":" + line + ":" + column;
    }
}
