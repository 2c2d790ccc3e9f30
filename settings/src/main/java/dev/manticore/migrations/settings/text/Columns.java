package dev.manticore.migrations.settings.text;

/** The columns that text takes on a terminal. */
public final class Columns {
    private static final String CUT = "…";

    private Columns() {}

    /** The columns of a character: 0, 1 or 2. A tab counts as 1. */
    static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(character) ? 2 : 1;
    }

    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** The text if it fits; otherwise its beginning and an ellipsis. */
    public static String fit(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder fitting = new StringBuilder();
        int left = columns - of(CUT);
        for (int character : text.codePoints().toArray()) {
            left -= of(character);
            if (left < 0) {
                break;
            }
            fitting.appendCodePoint(character);
        }
        return fitting.toString().stripTrailing() + CUT;
    }

    /**
     * Whether the character takes two columns.
     *
     * @see <a href="https://www.unicode.org/reports/tr11/">UAX #11, East Asian Width</a>
     */
    private static boolean isWide(int character) {
        return character >= 0x1100
                && (character <= 0x115F
                        || (character >= 0x2E80 && character <= 0xA4CF && character != 0x303F)
                        || (character >= 0xAC00 && character <= 0xD7A3)
                        || (character >= 0xF900 && character <= 0xFAFF)
                        || (character >= 0xFE30 && character <= 0xFE6F)
                        || (character >= 0xFF00 && character <= 0xFF60)
                        || (character >= 0xFFE0 && character <= 0xFFE6)
                        || (character >= 0x1F300 && character <= 0x1F64F)
                        || (character >= 0x1F900 && character <= 0x1F9FF)
                        || (character >= 0x20000 && character <= 0x3FFFD));
    }
}
