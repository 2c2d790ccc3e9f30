package dev.manticore.migrations.spi;

import dev.manticore.migrations.spi.TxScript.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * Several transactions that go to the server in one simple-query message, as data. Each commits alone: the server executes
 * the message in order, and skips the rest of it after an error. Those before the one that failed are therefore committed,
 * and those behind it were not begun. PostgreSQL parses the whole message first: a syntax error in any of them keeps all
 * of them from being executed. The last may also be a single statement without {@code BEGIN} and {@code COMMIT}.
 *
 * <p>Immutable and thread-safe.
 */
public final class TxBatch {
    private final List<TxScript> transactions;
    private final List<TxPart.Message> parts;
    /** Where each transaction begins in the message, in UTF-16 units. */
    private final int[] starts;

    private final String sql;

    private TxBatch(List<TxScript> transactions, List<TxPart.Message> parts, int[] starts, String sql) {
        this.transactions = transactions;
        this.parts = parts;
        this.starts = starts;
        this.sql = sql;
    }

    /**
     * Joins transactions.
     *
     * @param transactions in order, at least one
     * @throws IllegalArgumentException if there is none, or one that {@link #accepts} does not accept, unless it is the last,
     *     and a single statement of {@link Mode#AUTOCOMMIT}
     */
    public static TxBatch of(List<TxScript> transactions) {
        int last = transactions.size() - 1;
        if (last < 0
                || !transactions.subList(0, last).stream().allMatch(TxBatch::accepts)
                || !isLast(transactions.get(last))) {
            throw new IllegalArgumentException("a batch has transactions, each of which is one message");
        }
        List<TxPart.Message> parts = new ArrayList<>();
        int[] starts = new int[transactions.size()];
        StringBuilder sql = new StringBuilder();
        int statements = 0;
        for (int i = 0; i < starts.length; i++) {
            List<TxStatement> own = transactions.get(i).statements();
            boolean commits = transactions.get(i).mode() == Mode.TRANSACTION;
            TxPart.Message part =
                    new TxPart.Message(statements, own.size(), TxMessage.of(own, commits, commits), commits);
            parts.add(part);
            statements += own.size();
            sql.append(i == 0 ? "" : TxMessage.SEPARATOR);
            starts[i] = sql.length();
            sql.append(part.text().sql());
        }
        return new TxBatch(List.copyOf(transactions), parts, starts, sql.toString());
    }

    /** Whether a script can be part of a batch: it is a transaction, and goes to the server in one message. */
    public static boolean accepts(TxScript script) {
        return script.mode() == Mode.TRANSACTION && Parts.isOneMessage(script);
    }

    private static boolean isLast(TxScript script) {
        return accepts(script) || (script.statements().size() == 1 && Parts.isOneMessage(script));
    }

    /** The transactions, in order. */
    public List<TxScript> transactions() {
        return transactions;
    }

    /** The message's text. */
    public String sql() {
        return sql;
    }

    /** How many commands the server answers when none fails: {@code BEGIN} and {@code COMMIT} of each included. */
    public int answers() {
        return parts.stream().mapToInt(part -> part.text().answers()).sum();
    }

    /**
     * How many transactions are committed after the server answered this many commands with success.
     *
     * @param answered from 0
     */
    public int committed(int answered) {
        int left = answered;
        int committed = 0;
        while (committed < parts.size() && left >= parts.get(committed).text().answers()) {
            left -= parts.get(committed).text().answers();
            committed++;
        }
        return committed;
    }

    /**
     * Whether an answer is the one to a {@code COMMIT}.
     *
     * @param answer its number, from 1
     */
    public boolean isCommit(int answer) {
        int before = committed(answer - 1);
        return committed(answer) > before && parts.get(before).commits();
    }

    /**
     * Starts the failure for an error that the server sent for this message, with phase, statement and position. {@link
     * TxFailure#statement()} counts the statements of all transactions.
     *
     * @param error the server's message
     * @param answered how many commands of this message the server had answered with success before
     * @param position in characters (code points) from 1, in the whole message, as the server counts; 0 if it gave none
     * @param sessionLost whether the connection ended, too; the outcome is unknown then
     */
    public TxFailure.Builder refused(String error, int answered, int position, boolean sessionLost) {
        // Before the first answer, the server may have found the error anywhere in the message. Afterwards, all of it
        // was parsed,
        // and the count is sure.
        boolean parsing = answered == 0 && position > 0;
        int failed = Math.min(parsing ? at(position) : committed(answered), parts.size() - 1);
        int before = parsing
                ? 0
                : parts.subList(0, failed).stream()
                        .mapToInt(part -> part.text().answers())
                        .sum();
        int inside = position == 0 ? 0 : Math.max(0, position - sql.codePointCount(0, starts[failed]));
        return parts.get(failed).refused(error, answered - before, inside, sessionLost);
    }

    /** The transaction at a position of the message. */
    private int at(int position) {
        int offset = sql.offsetByCodePoints(0, Math.min(position - 1, sql.codePointCount(0, sql.length())));
        int found = 0;
        while (found + 1 < starts.length && starts[found + 1] <= offset) {
            found++;
        }
        return found;
    }

    /**
     * The transaction that a statement belongs to.
     *
     * @param statement as {@link TxFailure#statement()} counts, from 0
     * @return an index into the transactions
     */
    public int transactionOf(int statement) {
        int found = 0;
        while (found + 1 < parts.size() && parts.get(found + 1).first() <= statement) {
            found++;
        }
        return found;
    }

    /** How many statements come before those of a transaction. */
    public int statementsBefore(int transaction) {
        return parts.get(transaction).first();
    }
}
