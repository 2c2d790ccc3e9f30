package dev.manticore.migrations.internal.sql.text;

import java.util.Arrays;

/** The offsets at which the lines of a text start. Built in one pass; lookups use binary search. */
public final class LineIndex {

    /** Code points that an excerpt shows on each side of the caret. Lines of a dump can be megabytes long. */
    private static final int EXCERPT_RADIUS = 60;

    private final String text;
    private final int[] starts;

    public LineIndex(String text) {
        this.text = text;
        int[] found = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean beforeLineFeed = i + 1 < text.length() && text.charAt(i + 1) == '\n';
            boolean ends = c == '\n' || (c == '\r' && !beforeLineFeed);
            if (ends) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        this.starts = Arrays.copyOf(found, count);
    }

    /** Returns the line and column of an offset. */
    public TextPosition locate(int offset) {
        int line = lineAt(offset);
        return new TextPosition(line, text.codePointCount(starts[line - 1], offset) + 1);
    }

    /** Returns a line, counted from 1, without its line terminator. */
    public String line(int number) {
        return text.substring(starts[number - 1], lineEnd(number));
    }

    /** Returns the line at an offset, shortened if it is long, followed by a line with a caret under the character. */
    public String excerpt(int offset) {
        int line = lineAt(offset);
        int start = starts[line - 1];
        int end = lineEnd(line);
        int at = Math.min(offset, end);
        int from =
                text.codePointCount(start, at) > EXCERPT_RADIUS ? text.offsetByCodePoints(at, -EXCERPT_RADIUS) : start;
        int to = text.codePointCount(at, end) > EXCERPT_RADIUS ? text.offsetByCodePoints(at, EXCERPT_RADIUS) : end;
        StringBuilder out = new StringBuilder();
        out.append(from > start ? "..." : "")
                .append(text, from, to)
                .append(to < end ? "..." : "")
                .append('\n');
        out.append(from > start ? "   " : "");
        // Keeps tabs, so that the caret is under its character for any tab width.
        text.substring(from, at).codePoints().forEach(c -> out.append(c == '\t' ? '\t' : ' '));
        return out.append('^').toString();
    }

    private int lineAt(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private int lineEnd(int number) {
        int end = number < starts.length ? starts[number] : text.length();
        while (end > starts[number - 1] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }
}
