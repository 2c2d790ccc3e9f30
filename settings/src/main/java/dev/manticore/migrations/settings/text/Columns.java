package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Printable;

/** The columns that text takes on a terminal. */
public final class Columns {
    private static final String CUT = "…";

    private Columns() {}

    public static int of(String text) {
        return text.codePoints().map(Printable::columns).sum();
    }

    /** The text if it fits; otherwise its beginning and an ellipsis. */
    public static String fit(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder fitting = new StringBuilder();
        int left = columns - of(CUT);
        for (int character : text.codePoints().toArray()) {
            left -= Printable.columns(character);
            if (left < 0) {
                break;
            }
            fitting.appendCodePoint(character);
        }
        return fitting.toString().stripTrailing() + CUT;
    }
}
