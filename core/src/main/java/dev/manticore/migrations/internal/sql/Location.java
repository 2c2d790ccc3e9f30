package dev.manticore.migrations.internal.sql;

/**
 * A place in a script, for people.
 *
 * @param line from 1; LF, CRLF and a lone CR each end a line
 * @param column from 1, counted in code points, as editors show it
 */
public record Location(int line, int column) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
