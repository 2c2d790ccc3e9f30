package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.TxPart;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * Uses the driver below its JDBC API: sends one simple-query message and reads its answers. Changes settings of the
 * driver only during a call, and only in this process.
 */
final class Wire {
    // The driver sends no implicit BEGIN, and also reports the status of commands that returned rows.
    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;
    private static final Answers.Progress NOBODY = (number, tag) -> {};
    private static final int LONGEST_CLOSING_SECONDS = 1;

    private final QueryExecutor executor;
    private final Cancellation cancellation;
    private volatile Consumer<ServerMessage> receiver = message -> {};

    Wire(QueryExecutor executor) {
        this.executor = executor;
        this.cancellation = new Cancellation(executor);
    }

    /** From now on, passes on what the server says without failing. */
    void onMessage(Consumer<ServerMessage> newReceiver) {
        receiver = newReceiver;
    }

    /** Like {@link #exchange}, and can be cancelled with {@link #cancel}. */
    Answers exchangeCancellably(String sql, boolean keepRows) {
        return exchangeCancellably(sql, keepRows, NOBODY);
    }

    /** As above, and tells of each command that the server has executed. */
    Answers exchangeCancellably(String sql, boolean keepRows, Answers.Progress progress) {
        cancellation.begin();
        try {
            return exchange(sql, keepRows, progress);
        } finally {
            cancellation.end();
        }
    }

    /** Java code that sends its statements itself, through the driver. */
    interface Call {
        void make() throws Exception;
    }

    /** Makes a call, whose current statement can be cancelled with {@link #cancel}. */
    void callCancellably(Call call) throws Exception {
        cancellation.begin();
        try {
            call.make();
        } finally {
            cancellation.end();
        }
    }

    /**
     * Sends a message unchanged and reads its answers to the end.
     *
     * @param keepRows whether to keep the rows; otherwise the driver drops them one by one
     */
    Answers exchange(String sql, boolean keepRows) {
        return exchange(sql, keepRows, NOBODY);
    }

    private Answers exchange(String sql, boolean keepRows, Answers.Progress progress) {
        PreferQueryMode mode = executor.getPreferQueryMode();
        AutoSave autoSave = executor.getAutoSave();
        // Otherwise the first would split the text, and the second would insert savepoints.
        executor.setPreferQueryMode(PreferQueryMode.SIMPLE);
        executor.setAutoSave(AutoSave.NEVER);
        Answers answers = new Answers(executor.getEncoding(), receiver, progress);
        boolean readToTheEnd = false;
        try {
            // A wrapped text is not parsed: the driver neither splits it nor replaces ? or {d ..}.
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
     * Executes a {@code COPY .. FROM STDIN}, which can be cancelled with {@link #cancel}. If it throws, the connection
     * is either ready for the next message or lost.
     */
    void copy(TxPart.Copy rows) throws SQLException {
        cancellation.begin();
        CopyNotices.begin(executor, notice -> Answers.pass(notice, receiver));
        try {
            sendRows(rows);
        } finally {
            CopyNotices.end(executor);
            cancellation.end();
        }
    }

    private void sendRows(TxPart.Copy rows) throws SQLException {
        CopyOperation operation = executor.startCopy(rows.sql(), true);
        if (!(operation instanceof CopyIn copy)) {
            abort();
            throw new SQLException("Not a COPY .. FROM STDIN, but it has rows to send");
        }
        try {
            for (byte[] chunk : (Iterable<byte[]>) rows.chunks()::iterator) {
                copy.writeToCopy(chunk, 0, chunk.length);
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

    /** Rolls back an open transaction. If that fails, closes the connection, which ends the transaction. */
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

    /** Asks the server to cancel the current statement. May be called from any thread. */
    void cancel() {
        cancellation.request();
    }

    /** The process that the server announced; 0 if it announced none. A pooler may announce a negative one. */
    int backend() {
        return executor.getBackendPID();
    }

    /** Closes the connection without notifying the server. */
    void abort() {
        executor.abort();
        cancellation.abandon();
    }

    /**
     * Like {@link #abort}, but from another thread than the one that waits for an answer. The waiting thread fails.
     * Java closes an encrypted socket only when no thread is writing to it, which may be never if the peer does not
     * read; therefore this method does not wait for the close.
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
