package dev.manticore.migrations.internal.sql.text;

/**
 * A position in a script, as shown to a person.
 *
 * @param line from 1; LF, CRLF and a lone CR each end a line
 * @param column from 1, counted in code points, as editors do
 */
public record TextPosition(int line, int column) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
