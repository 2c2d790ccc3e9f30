package dev.manticore.migrations;

import java.util.function.IntPredicate;

/**
 * Text that others wrote, such as file names, owners and a server's messages, fit for a terminal or a log. What a terminal
 * would interpret is replaced by its code, e.g. {@code \u001B}: control characters, and those that change the direction
 * of the text.
 */
public final class Printable {
    private Printable() {}

    /** In one line: line ends and tabs are replaced, too. */
    public static String line(String text) {
        return replaced(text, Printable::isPlain);
    }

    /** In one or more lines: line feeds and tabs stay. */
    public static String text(String text) {
        return replaced(text.replace("\r\n", "\n"), c -> c == '\n' || c == '\t' || isPlain(c));
    }

    /** Whether a terminal shows the character and does nothing else. */
    public static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> !isDirection(codePoint);
        };
    }

    /** The columns that a character takes on a terminal: 0, 1 or 2. A tab counts as 1. */
    public static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
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

    /**
     * Whether the character changes the direction of the text around it.
     *
     * @see <a href="https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters">UAX #9</a>
     */
    private static boolean isDirection(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static String replaced(String text, IntPredicate stays) {
        if (text.codePoints().allMatch(stays)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (stays.test(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format("\\u%04X", c));
            }
        });
        return printable.toString();
    }
}
