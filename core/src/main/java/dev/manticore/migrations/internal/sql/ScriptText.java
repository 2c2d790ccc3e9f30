package dev.manticore.migrations.internal.sql;

/** What stays the same about a script when only the tools around it change. */
public final class ScriptText {

    static final char BYTE_ORDER_MARK = '\uFEFF';

    private ScriptText() {}

    /**
     * Returns the text that a checksum is made of: without a byte order mark, with LF for every CRLF and lone CR, and without the lines of
     * pg_dump's {@code restrict} and {@code unrestrict} commands, whose key differs from dump to dump. Such a line within a string, a comment or
     * COPY's rows stays; line ends are replaced everywhere, as version control does.
     *
     * @throws SqlSyntaxException if the text has such a line, or something like it, and can't be cut into statements
     */
    public static String normalise(String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        boolean restricts = text.contains("\\restrict") || text.contains("\\unrestrict");
        if (!marked && !restricts && text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = marked ? 1 : 0;
        if (restricts) {
            for (Gap line : SqlSplitter.split(text).restrictLines()) {
                appendWithLineFeeds(out, text, at, Math.max(at, line.start()));
                at = line.end();
            }
        }
        appendWithLineFeeds(out, text, at, text.length());
        return out.toString();
    }

    private static void appendWithLineFeeds(StringBuilder out, String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != '\r') {
                out.append(c);
            } else if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                out.append('\n');
            }
        }
    }
}
