package dev.manticore.migrations.internal.sql;

/**
 * The rows that follow a {@code COPY .. FROM STDIN} in the script, as written, each with its line end. The {@code \.} line behind them
 * isn't part of it.
 *
 * @param start UTF-16 index of the first character of the first row
 * @param end UTF-16 index of the {@code \.} behind the rows; equals {@code start} when there are none
 */
public record CopyData(int start, int end) {

    /** Returns the rows, given the script that they were found in. */
    public String text(String script) {
        return script.substring(start, end);
    }
}
