package dev.manticore.migrations;

import java.util.List;

/** Marks a position in a line of a script. */
final class Excerpt {
    private static final int WIDTH = 160;
    private static final String GAP = "…";
    private static final int TAB = '\t';

    private Excerpt() {}

    static List<String> of(SourceLocation location) {
        String text = location.text();
        if (text == null || location.line() == 0) {
            return List.of();
        }
        int[] line = text.codePoints().toArray();
        int column = Math.min(Math.max(location.column() - 1, 0), line.length);
        // A long line is cut to the part around the column.
        int from = column <= WIDTH * 3 / 4 ? 0 : column - WIDTH / 2;
        int to = Math.min(line.length, from + WIDTH);

        StringBuilder shown = new StringBuilder(from > 0 ? GAP : "");
        StringBuilder indent = new StringBuilder(from > 0 ? " " : "");
        for (int index = from; index < to; index++) {
            shown.appendCodePoint(visible(line[index]));
            if (index < column) {
                indent.append(blank(line[index]));
            }
        }
        String number = Integer.toString(location.line());
        String first = number + " | " + shown + (to < line.length ? GAP : "");
        return location.column() == 0
                ? List.of(first)
                : List.of(first, " ".repeat(number.length()) + " | " + indent + "^");
    }

    /** Replaces control characters, which a terminal would interpret. */
    private static int visible(int character) {
        return Printable.isPlain(character) || character == TAB ? character : '\ufffd';
    }

    /** White space as wide as the character. A tab is repeated, since its width is unknown. */
    private static String blank(int character) {
        if (character == TAB) {
            return "\t";
        }
        return " ".repeat(Printable.columns(character));
    }
}
