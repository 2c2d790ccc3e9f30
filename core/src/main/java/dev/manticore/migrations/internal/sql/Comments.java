package dev.manticore.migrations.internal.sql;

/** Blanks and comments: what may stand between two tokens. */
final class Comments {

    private Comments() {}

    /** Index of the first character at or behind {@code from} that is part of a token, or {@code limit}. */
    static int skip(String text, int from, int limit) {
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (Characters.isBlank(c)) {
                at++;
            } else if (c == '-' && at + 1 < limit && text.charAt(at + 1) == '-') {
                at = lineEnd(text, at + 2, limit);
            } else if (c == '/' && at + 1 < limit && text.charAt(at + 1) == '*') {
                at = blockEnd(text, at, limit);
            } else if (c == ScriptText.BYTE_ORDER_MARK && at == 0) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** Index of the next line end at or behind {@code from}, or {@code limit}. Doesn't search for LF and CR apart: one of them may be far. */
    static int lineEnd(String text, int from, int limit) {
        int at = from;
        while (at < limit && !Characters.isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Index behind the block comment that starts at {@code from}. They nest, and are counted rather than descended into. */
    static int blockEnd(String text, int from, int limit) {
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
                "comment is not closed",
                "Close it with */; comments nest, so each /* inside needs a */ of its own.");
    }
}
