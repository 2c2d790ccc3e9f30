package dev.manticore.migrations.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * The driver below its JDBC face: one simple-query message out, its answers in. The driver's settings are changed for
 * the length of a call only, and only in this process.
 */
final class Wire {
    // The driver sends no BEGIN of its own, and reports the status of a command that returned rows, too.
    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;
    private static final int COPY_CHUNK = 64 * 1024;
    private static final int LONGEST_CLOSING_SECONDS = 1;

    private final QueryExecutor executor;
    private final Cancellation cancellation;

    Wire(QueryExecutor executor) {
        this.executor = executor;
        this.cancellation = new Cancellation(executor);
    }

    /** As {@link #exchange}, while {@link #cancel} has an effect. */
    Answers exchangeCancellably(String sql, boolean keepRows) {
        cancellation.begin();
        try {
            return exchange(sql, keepRows);
        } finally {
            cancellation.end();
        }
    }

    /**
     * Sends a message as it is and reads its answers to the end.
     *
     * @param keepRows whether rows are kept; the driver drops them one by one otherwise
     */
    Answers exchange(String sql, boolean keepRows) {
        PreferQueryMode mode = executor.getPreferQueryMode();
        AutoSave autoSave = executor.getAutoSave();
        // Otherwise the first splits the text, and the second slips savepoints in.
        executor.setPreferQueryMode(PreferQueryMode.SIMPLE);
        executor.setAutoSave(AutoSave.NEVER);
        Answers answers = new Answers(executor.getEncoding());
        boolean readToTheEnd = false;
        try {
            // A wrapped text is not parsed: nothing is split, no ? and no {d ..} replaced.
            Query query = executor.wrap(List.of(new NativeQuery(sql, SqlCommand.BLANK)));
            executor.execute(query, null, answers, 0, 0, keepRows ? FLAGS : FLAGS | QueryExecutor.QUERY_NO_RESULTS);
            readToTheEnd = true;
        } catch (SQLException failure) {
            answers.handleError(failure);
        } catch (RuntimeException failure) {
            answers.handleError(new SQLException("The driver failed: " + failure, failure));
        } finally {
            if (!readToTheEnd) {
                abort();
            }
            executor.setAutoSave(autoSave);
            executor.setPreferQueryMode(mode);
        }
        return answers;
    }

    /**
     * Carries a {@code COPY .. FROM STDIN} out, while {@link #cancel} has an effect; when it throws, the connection is
     * ready for the next message or lost.
     */
    void copy(String sql, String data) throws SQLException {
        cancellation.begin();
        try {
            sendRows(sql, data);
        } finally {
            cancellation.end();
        }
    }

    private void sendRows(String sql, String data) throws SQLException {
        CopyOperation operation = executor.startCopy(sql, true);
        if (!(operation instanceof CopyIn copy)) {
            abort();
            throw new SQLException("Not a COPY .. FROM STDIN, but it has rows to send");
        }
        try {
            byte[] bytes = data.getBytes(UTF_8);
            for (int sent = 0; sent < bytes.length; sent += COPY_CHUNK) {
                copy.writeToCopy(bytes, sent, Math.min(COPY_CHUNK, bytes.length - sent));
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                abort();
            }
        }
    }

    boolean inTransaction() {
        return executor.getTransactionState() != TransactionState.IDLE;
    }

    /** Ends the transaction that is open, if one is; or else the connection, and with it the transaction. */
    void rollback() {
        if (isLost() || !inTransaction()) {
            return;
        }
        Answers answers = exchange("ROLLBACK", false);
        if (answers.count() != 1 || inTransaction()) {
            abort();
        }
    }

    boolean isLost() {
        return executor.isClosed();
    }

    /** Asks the server to cancel what is under way. From any thread. */
    void cancel() {
        cancellation.request();
    }

    /** The server's process; 0 or less where there is none. */
    int backend() {
        return executor.getBackendPID();
    }

    /** Closes the connection without a word to the server. */
    void abort() {
        executor.abort();
        cancellation.abandon();
    }

    /**
     * As {@link #abort}, from another thread than the one that waits for an answer, which then stops doing so. Java closes
     * an encrypted socket only when nobody is writing to it, which may be never where the other side takes nothing; so
     * that is not waited for.
     */
    void abortFromOutside() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closer = new Thread(
                () -> {
                    abort();
                    closed.complete(null);
                },
                "manticore-abort");
        closer.setDaemon(true);
        closer.start();
        closed.completeOnTimeout(null, LONGEST_CLOSING_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
