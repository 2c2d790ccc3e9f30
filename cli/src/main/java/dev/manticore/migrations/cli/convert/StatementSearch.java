package dev.manticore.migrations.cli.convert;

/**
 * Tells whether a text has a statement, or only comments, blanks and semicolons. The library's own splitter is not part of its
 * API, and refuses texts that the tools accept, such as a part that ends in the middle of a statement.
 */
final class StatementSearch {
    private StatementSearch() {}

    static boolean finds(String text) {
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next) || next == ';') {
                at++;
            } else if (text.startsWith("--", at)) {
                at = after(text, "\n", at);
            } else if (text.startsWith("/*", at)) {
                at = afterComment(text, at);
            } else {
                return true;
            }
        }
        return false;
    }

    /** Comments of this kind may be nested in PostgreSQL. */
    private static int afterComment(String text, int start) {
        int depth = 1;
        int at = start + 2;
        while (depth > 0 && at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private static int after(String text, String end, int start) {
        int found = text.indexOf(end, start);
        return found < 0 ? text.length() : found + end.length();
    }
}
