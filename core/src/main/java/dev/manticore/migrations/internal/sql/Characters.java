package dev.manticore.migrations.internal.sql;

/** Character classes of PostgreSQL's {@code scan.l}. Everything beyond ASCII may be part of an identifier, a no-break space included. */
final class Characters {

    /** Zero, the default, is for all others. */
    private static final byte BLANK = 1;

    private static final byte DIGIT = 2;
    private static final byte LETTER = 3;
    private static final byte[] CLASSES = new byte[128];

    static {
        for (char c : new char[] {' ', '\t', '\n', '\r', '\f', '\u000B'}) {
            CLASSES[c] = BLANK;
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

    static boolean isBlank(char c) {
        return classOf(c) == BLANK;
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    static boolean isDigit(char c) {
        return classOf(c) == DIGIT;
    }

    static boolean startsIdentifier(char c) {
        return classOf(c) == LETTER;
    }

    /** A dollar sign may be part of an identifier, but not of a dollar quote's tag. */
    static boolean continuesTag(char c) {
        return classOf(c) >= DIGIT;
    }

    static boolean continuesIdentifier(char c) {
        return continuesTag(c) || c == '$';
    }

    /**
     * Compares ignoring the case of ASCII letters only, as the server does: to it, the Kelvin sign is no K.
     *
     * @param upper letters in upper case and underscores
     */
    static boolean matches(String text, int start, int end, String upper) {
        if (end - start != upper.length()) {
            return false;
        }
        for (int i = 0; i < upper.length(); i++) {
            // Clears the bit that tells lower case from upper case; an underscore has it clear already.
            if ((text.charAt(start + i) & ~0x20) != upper.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
