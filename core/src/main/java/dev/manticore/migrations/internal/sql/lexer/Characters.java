package dev.manticore.migrations.internal.sql.lexer;

/** Character classes of PostgreSQL's {@code scan.l}. Every non-ASCII character can be part of an identifier, even a no-break space. */
public final class Characters {

    public static final char BYTE_ORDER_MARK = '\uFEFF';

    /** All characters without a class of their own are 0. */
    private static final byte WHITESPACE = 1;

    private static final byte DIGIT = 2;
    private static final byte LETTER = 3;
    private static final byte[] CLASSES = new byte[128];

    static {
        for (char c : new char[] {' ', '\t', '\n', '\r', '\f', '\u000B'}) {
            CLASSES[c] = WHITESPACE;
        }
        for (char c = '0'; c <= '9'; c++) {
            CLASSES[c] = DIGIT;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            CLASSES[c] = LETTER;
            CLASSES[c - 'a' + 'A'] = LETTER;
        }
        CLASSES['_'] = LETTER;
    }

    private Characters() {}

    private static byte classOf(char c) {
        return c < 128 ? CLASSES[c] : LETTER;
    }

    public static boolean isWhitespace(char c) {
        return classOf(c) == WHITESPACE;
    }

    public static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    public static boolean isDigit(char c) {
        return classOf(c) == DIGIT;
    }

    public static boolean startsIdentifier(char c) {
        return classOf(c) == LETTER;
    }

    /** Unlike an identifier, the tag of a dollar-quoted string cannot contain a dollar sign. */
    public static boolean continuesTag(char c) {
        return classOf(c) >= DIGIT;
    }

    public static boolean continuesIdentifier(char c) {
        return continuesTag(c) || c == '$';
    }

    /**
     * Compares a part of a text with a keyword. Like the server, ignores the case of ASCII letters only.
     *
     * @param upper the keyword: upper-case letters and underscores
     */
    public static boolean matches(String text, int start, int end, String upper) {
        if (end - start != upper.length()) {
            return false;
        }
        for (int i = 0; i < upper.length(); i++) {
            // Clears the bit that distinguishes lower case from upper case. It is not set in an underscore.
            if ((text.charAt(start + i) & ~0x20) != upper.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
