package dev.manticore.migrations.internal.sql;

/** Finds the rows behind a COPY .. FROM STDIN: they start on the line after the semicolon and end with a line {@code \.}, as in psql. */
final class CopyRows {

    private static final String TERMINATOR = "\\.";

    private CopyRows() {}

    /**
     * Finds the rows.
     *
     * @param statement where the COPY starts
     * @param semicolonEnd index behind its semicolon, or the end of the text
     */
    static CopyData find(String text, int statement, int semicolonEnd) {
        int start = nextLine(text, statement, semicolonEnd);
        // Before the format: in CSV a terminator ends the rows even within quotes, as psql doesn't know the format.
        for (int at = text.indexOf(TERMINATOR, start); at >= 0; at = text.indexOf(TERMINATOR, at + 1)) {
            boolean startsLine = at == start || Characters.isLineEnd(text.charAt(at - 1));
            int behind = at + TERMINATOR.length();
            if (startsLine && (behind == text.length() || Characters.isLineEnd(text.charAt(behind)))) {
                return new CopyData(start, at);
            }
        }
        throw unterminated(text, statement);
    }

    /** Where the script goes on: behind the {@code \.}. */
    static int behind(CopyData rows) {
        return rows.end() + TERMINATOR.length();
    }

    /** The start of the line after the semicolon's, which has nothing but blanks and comments left. */
    private static int nextLine(String text, int statement, int from) {
        int at = from;
        while (at < text.length() && !Characters.isLineEnd(text.charAt(at))) {
            if (text.startsWith("--", at)) {
                at = Comments.lineEnd(text, at, text.length());
            } else if (text.startsWith("/*", at)) {
                at = commentEnd(text, at);
            } else if (Characters.isBlank(text.charAt(at))) {
                at++;
            } else {
                throw misplaced(text, at);
            }
        }
        if (at == text.length()) {
            throw unterminated(text, statement);
        }
        return at + (text.startsWith("\r\n", at) ? 2 : 1);
    }

    private static int commentEnd(String text, int from) {
        int close = text.indexOf("*/", from + 2);
        int lineEnd = Comments.lineEnd(text, from, text.length());
        if (close < 0 || close > lineEnd || text.substring(from + 2, close).contains("/*")) {
            throw misplaced(text, from);
        }
        return close + 2;
    }

    private static SqlSyntaxException misplaced(String text, int at) {
        return new SqlSyntaxException(
                text,
                at,
                "text behind COPY .. FROM STDIN on the same line",
                "The rows start on the next line. Move this behind their \\. line.");
    }

    private static SqlSyntaxException unterminated(String text, int statement) {
        return new SqlSyntaxException(
                text,
                statement,
                "the rows of COPY .. FROM STDIN have no end",
                "Write the rows on the lines after the semicolon, and \\. on a line of its own behind the last one.");
    }
}
