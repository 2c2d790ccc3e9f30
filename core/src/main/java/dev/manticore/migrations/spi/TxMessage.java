package dev.manticore.migrations.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several statements as the text of one simple-query message. It also maps the server's answers and error positions
 * back to the statements. Every adapter needs this.
 *
 * <p>The server answers each statement of a simple query in order and stops at the first that fails (PostgreSQL's
 * protocol documentation, "Simple Query"). The number of answers therefore tells which one failed, even if the error
 * has no position. The server parses the whole message first: a syntax error in the last statement comes before any
 * answer, and only its position tells which statement it belongs to. The server never answers a statement that consists
 * of blanks and comments.
 *
 * <p>Immutable and thread-safe.
 */
public final class TxMessage {
    /**
     * What begins a transaction. A database or a role may have REPEATABLE READ or SERIALIZABLE as its default: the
     * fence would then fail with 40001 each time that the lease was renewed since the transaction's first statement.
     * CockroachDB accepts this text, too.
     */
    public static final String BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED";

    static final String SEPARATOR = "\n;\n";

    private final String sql;
    private final int[] starts;
    private final int[] ends;
    private final int[] answering;
    private final boolean begin;
    private final boolean commit;

    private TxMessage(String sql, int[] starts, int[] ends, int[] answering, boolean begin, boolean commit) {
        this.sql = sql;
        this.starts = starts;
        this.ends = ends;
        this.answering = answering;
        this.begin = begin;
        this.commit = commit;
    }

    /**
     * Joins statements.
     *
     * @param statements none of them with {@link TxStatement#copyData()}
     * @param begin whether {@code BEGIN} comes before them
     * @param commit whether {@code COMMIT} comes after them
     */
    public static TxMessage of(List<TxStatement> statements, boolean begin, boolean commit) {
        // Of the right size, since a builder that grows holds its text twice.
        long length = statements.stream()
                .mapToLong(statement -> statement.sql().length() + SEPARATOR.length())
                .sum();
        StringBuilder sql = new StringBuilder((int) Math.min(length + 2L * BEGIN.length(), Integer.MAX_VALUE - 8));
        if (begin) {
            sql.append(BEGIN).append(";\n");
        }
        int[] starts = new int[statements.size()];
        int[] ends = new int[statements.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sql.length();
            // The line end keeps a comment at the statement's end from swallowing the semicolon.
            sql.append(statements.get(i).sql());
            ends[i] = sql.length();
            sql.append(SEPARATOR);
        }
        if (commit) {
            sql.append("COMMIT");
        } else if (starts.length > 0) {
            sql.setLength(sql.length() - SEPARATOR.length());
        }
        int[] answering = IntStream.range(0, starts.length)
                .filter(i -> !isBlank(statements.get(i).sql()))
                .toArray();
        return new TxMessage(sql.toString(), starts, ends, answering, begin, commit);
    }

    /** The message's text. */
    public String sql() {
        return sql;
    }

    /** How many commands the server answers when none fails, {@code BEGIN} and {@code COMMIT} included. */
    public int answers() {
        return answering.length + (begin ? 1 : 0) + (commit ? 1 : 0);
    }

    /**
     * Which statement comes next after the server answered this many commands with success.
     *
     * @return an index into the statements; -1 for {@code BEGIN}; the number of statements for {@code COMMIT} and
     *     beyond
     */
    public int statementAfter(int answered) {
        int command = begin ? answered - 1 : answered;
        return command < 0 ? -1 : command < answering.length ? answering[command] : starts.length;
    }

    /**
     * What each statement returned, in order: {@link Rows#NONE} for one of blanks and comments.
     *
     * @param answers one for each command of the message, {@code BEGIN} and {@code COMMIT} included
     */
    public List<Rows> rows(List<Rows> answers) {
        return ofStatements(answers, Rows.NONE);
    }

    /**
     * How many rows each statement has changed, in order: {@link TxResult#UNCOUNTED} for one of blanks and comments.
     *
     * @param answers one for each command of the message, {@code BEGIN} and {@code COMMIT} included
     */
    public List<Long> changed(List<Long> answers) {
        return ofStatements(answers, TxResult.UNCOUNTED);
    }

    private <T> List<T> ofStatements(List<T> answers, T unanswered) {
        List<T> all = new ArrayList<>(Collections.nCopies(starts.length, unanswered));
        for (int i = 0; i < answering.length; i++) {
            all.set(answering[i], answers.get(begin ? i + 1 : i));
        }
        return List.copyOf(all);
    }

    /**
     * Which statement an error belongs to.
     *
     * @param answered how many commands of the message the server had answered with success before
     * @param position in characters (code points) from 1, in the whole message, as the server counts; 0 if it gave none
     * @return as {@link #statementAfter(int)}
     */
    public int failed(int answered, int position) {
        // Once something was carried out, all of it was parsed, and the count is sure; the position may then be one in
        // another text, e.g. in that of a prepared statement.
        if (answered > 0 || position < 1) {
            return statementAfter(answered);
        }
        int before = Math.min(position - 1, sql.codePointCount(0, sql.length()));
        int found = Arrays.binarySearch(starts, sql.offsetByCodePoints(0, before));
        return found >= 0 ? found : -found - 2;
    }

    /**
     * Converts a position in the message to one in its statement.
     *
     * @param statement an index into the statements
     * @param position in characters (code points) from 1, in the whole message, as the server counts
     * @return the same, from the statement's start, and at most one past its end; 0 if it is outside of the statement
     */
    public int positionIn(int statement, int position) {
        if (statement < 0 || statement >= starts.length || position < 1) {
            return 0;
        }
        int inside = position - sql.codePointCount(0, starts[statement]);
        int length = sql.codePointCount(starts[statement], ends[statement]);
        // The statement's own end is reported at the semicolon, behind the line end.
        return inside < 1 || inside > length + 2 ? 0 : Math.min(inside, length + 1);
    }

    private static boolean isBlank(String sql) {
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (sql.startsWith("--", i)) {
                while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
                    i++;
                }
            } else if (sql.startsWith("/*", i)) {
                i = endOfComment(sql, i);
            } else if (c == ';' || Character.isWhitespace(c)) {
                i++;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Comments nest. */
    private static int endOfComment(String sql, int start) {
        int depth = 0;
        int i = start;
        do {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0 && i < sql.length());
        return Math.min(i, sql.length());
    }
}
