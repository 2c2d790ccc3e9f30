package dev.manticore.migrations.internal.sql.text;

/**
 * A part of a script.
 *
 * @param start UTF-16 index of the first character
 * @param end UTF-16 index after the last character; equals {@code start} if the range is empty
 */
public record TextRange(int start, int end) {

    /** Returns the characters in this range of the given script. */
    public String text(String script) {
        return script.substring(start, end);
    }
}
