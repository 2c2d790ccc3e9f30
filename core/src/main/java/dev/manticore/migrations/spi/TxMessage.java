package dev.manticore.migrations.spi;

import java.util.List;

/**
 * Several statements as the text of one simple-query message, and the way back from a place in that text to the
 * statement it belongs to. For adapters: every one of them needs it.
 *
 * <p>The server answers each statement of a simple query in order and stops at the first that fails (PostgreSQL's
 * protocol documentation, "Simple Query"), so the number of answers tells which one failed even where the error has no
 * position.
 */
public final class TxMessage {
    private final String sql;
    private final int[] starts;
    private final int leading;

    private TxMessage(String sql, int[] starts, int leading) {
        this.sql = sql;
        this.starts = starts;
        this.leading = leading;
    }

    /**
     * Joins statements.
     *
     * @param statements none of them with {@link TxStatement#copyData()}
     * @param begin whether {@code BEGIN} comes before them
     * @param commit whether {@code COMMIT} comes after them
     */
    public static TxMessage of(List<TxStatement> statements, boolean begin, boolean commit) {
        StringBuilder sql = new StringBuilder();
        int leading = 0;
        if (begin) {
            sql.append("BEGIN;\n");
            leading = 1;
        }
        int[] starts = new int[statements.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sql.length();
            // The line end keeps a comment at the statement's end from swallowing the semicolon.
            sql.append(statements.get(i).sql()).append("\n;\n");
        }
        if (commit) {
            sql.append("COMMIT");
        } else if (starts.length > 0) {
            sql.setLength(sql.length() - "\n;\n".length());
        }
        return new TxMessage(sql.toString(), starts, leading);
    }

    /** The message's text. */
    public String sql() {
        return sql;
    }

    /**
     * Which statement failed after this many commands of the message had been answered with success: an index into the
     * statements, -1 for {@code BEGIN}, and the number of statements for {@code COMMIT}.
     */
    public int statementAfter(int answered) {
        return answered - leading;
    }

    /**
     * Where a place in the message lies in its statement.
     *
     * @param statement an index into the statements
     * @param position in characters (code points) from 1, in the whole message, as the server counts
     * @return the same, from the statement's start; 0 if it lies before the statement
     */
    public int positionIn(int statement, int position) {
        if (statement < 0 || statement >= starts.length || position < 1) {
            return 0;
        }
        return Math.max(0, position - sql.codePointCount(0, starts[statement]));
    }
}
