package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.lexer.Characters;
import dev.manticore.migrations.internal.sql.lexer.Comments;
import dev.manticore.migrations.internal.sql.lexer.Lexer;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextRange;

/** Recognises a COPY whose data comes from the client or goes to the client, and finds the data in the script. */
final class CopyStatement {

    private static final String END_OF_DATA = "\\.";

    private enum State {
        START,
        TABLE,
        FROM,
        TO,
        FROM_CLIENT,
        TO_CLIENT,
        OTHER
    }

    private State state = State.START;
    private boolean afterDot;

    void reset() {
        state = State.START;
        afterDot = false;
    }

    boolean isFromClient() {
        return state == State.FROM_CLIENT;
    }

    boolean isToClient() {
        return state == State.TO_CLIENT;
    }

    /**
     * Takes the next token of the statement.
     *
     * @param nested whether it is inside parentheses or brackets
     */
    void accept(Lexer token, boolean nested) {
        switch (state) {
            case START -> state = token.is("COPY") ? State.TABLE : State.OTHER;
            case TABLE -> acceptInTable(token, nested);
            // Server and psql accept STDIN and STDOUT in both directions: copy_file_name in gram.y.
            case FROM -> state = isClient(token) ? State.FROM_CLIENT : State.OTHER;
            case TO -> state = isClient(token) ? State.TO_CLIENT : State.OTHER;
            case FROM_CLIENT, TO_CLIENT, OTHER -> {}
        }
    }

    private void acceptInTable(Lexer token, boolean nested) {
        if (!nested && !afterDot) {
            if (token.is("FROM")) {
                state = State.FROM;
            } else if (token.is("TO")) {
                state = State.TO;
            }
        }
        afterDot = token.is('.');
    }

    private static boolean isClient(Lexer token) {
        return token.is("STDIN") || token.is("STDOUT");
    }

    /**
     * Finds the data of a COPY .. FROM STDIN. As in psql, it starts on the line after the semicolon and ends with a line
     * {@code \.}, which is not part of the range.
     *
     * @param statement index of the start of the COPY
     * @param semicolonEnd index after its semicolon, or the end of the script
     */
    static TextRange findData(String text, int statement, int semicolonEnd) {
        int start = nextLine(text, statement, semicolonEnd);
        // Does not depend on the format. Like psql, ends CSV data at this line even if it is in quotes.
        for (int at = text.indexOf(END_OF_DATA, start); at >= 0; at = text.indexOf(END_OF_DATA, at + 1)) {
            boolean startsLine = at == start || Characters.isLineEnd(text.charAt(at - 1));
            int after = at + END_OF_DATA.length();
            if (startsLine && (after == text.length() || Characters.isLineEnd(text.charAt(after)))) {
                return new TextRange(start, at);
            }
        }
        throw unterminated(text, statement);
    }

    /** Returns the index after the {@code \.} of the given data. */
    static int after(TextRange data) {
        return data.end() + END_OF_DATA.length();
    }

    /** Returns the start of the line after the semicolon. Only white space and comments can follow the semicolon. */
    private static int nextLine(String text, int statement, int from) {
        int at = from;
        while (at < text.length() && !Characters.isLineEnd(text.charAt(at))) {
            if (text.startsWith("--", at)) {
                at = Comments.lineEnd(text, at, text.length());
            } else if (text.startsWith("/*", at)) {
                at = commentEnd(text, at);
            } else if (Characters.isWhitespace(text.charAt(at))) {
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
                "text after COPY .. FROM STDIN on the same line",
                "The data starts on the next line. Move this text after the \\. line that ends the data.");
    }

    private static SqlSyntaxException unterminated(String text, int statement) {
        return new SqlSyntaxException(
                text,
                statement,
                "unterminated data of COPY .. FROM STDIN",
                "Write the data on the lines after the semicolon, and \\. on a line of its own after the last row.");
    }
}
