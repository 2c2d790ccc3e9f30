package dev.manticore.migrations.internal.sql.text;

/** The beginning of a statement in one line, as a message quotes it. */
public final class StatementExcerpt {
    private static final int LONGEST = 100;

    private StatementExcerpt() {}

    /** For example {@code UPDATE orders SET total = ..}: white space is one blank, and what is cut off is two dots. */
    public static String of(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + " .." : line;
    }
}
