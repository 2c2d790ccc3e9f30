package dev.manticore.migrations.internal.sql;

import java.util.Arrays;

/** Where the lines of a text start: built in one pass, asked by binary search. */
final class LineIndex {

    /** Code points of a line that an excerpt shows on either side of the caret: a dump may have lines of a megabyte. */
    private static final int EXCERPT_RADIUS = 60;

    private final String text;
    private final int[] starts;

    LineIndex(String text) {
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

    Location locate(int offset) {
        int line = lineAt(offset);
        return new Location(line, text.codePointCount(starts[line - 1], offset) + 1);
    }

    /** The line's text without its line end. */
    String line(int number) {
        return text.substring(starts[number - 1], lineEnd(number));
    }

    /** The line around an offset, and below it a caret under that character. */
    String excerpt(int offset) {
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
        // A tab stays a tab, so that the caret is under its character whatever the tab width is.
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
