package dev.manticore.migrations.internal.sql.lexer;

import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;

/** White space and comments, which separate tokens. */
public final class Comments {

    private Comments() {}

    /** Returns the index of the first character of a token at or after {@code from}, or {@code limit} if there is none. */
    static int skip(String text, int from, int limit) {
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (Characters.isWhitespace(c)) {
                at++;
            } else if (c == '-' && at + 1 < limit && text.charAt(at + 1) == '-') {
                at = lineEnd(text, at + 2, limit);
            } else if (c == '/' && at + 1 < limit && text.charAt(at + 1) == '*') {
                at = blockEnd(text, at, limit);
            } else if (c == Characters.BYTE_ORDER_MARK && at == 0) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** Returns the index of the next LF or CR at or after {@code from}, or {@code limit} if there is none. */
    public static int lineEnd(String text, int from, int limit) {
        int at = from;
        // Two calls of indexOf would not be linear: one of the two characters may be far away on every call.
        while (at < limit && !Characters.isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Returns the index after the block comment that starts at {@code from}. Block comments nest. */
    public static int blockEnd(String text, int from, int limit) {
        int depth = 0;
        int at = from;
        while (at + 1 < limit) {
            char c = text.charAt(at);
            if (c == '/' && text.charAt(at + 1) == '*') {
                depth++;
                at += 2;
            } else if (c == '*' && text.charAt(at + 1) == '/') {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        throw new SqlSyntaxException(
                text,
                from,
                "unterminated comment",
                "Close it with */. Comments nest, so each /* inside the comment needs its own */.");
    }
}
