package dev.manticore.migrations.jdbc;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.QueryExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels the current statement, and never a later one. A cancel request uses a separate connection and names only the
 * server process, not the statement. The server closes that connection after it has signalled the process. The driver
 * waits for that; afterwards the request can no longer take effect. Thread-safe.
 */
final class Cancellation {
    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);
    // As long as the default of the driver's cancelSignalTimeout, which may be disabled.
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final QueryExecutor executor;
    private boolean underWay;
    private @Nullable CompletableFuture<Void> request;

    Cancellation(QueryExecutor executor) {
        this.executor = executor;
    }

    /** Called before a statement is sent: from now on there is something to cancel. */
    synchronized void begin() {
        underWay = true;
    }

    /** Called after the statement. Waits for a pending cancel request, for a limited time and uninterruptibly. */
    void end() {
        CompletableFuture<Void> last;
        synchronized (this) {
            underWay = false;
            last = request;
            request = null;
        }
        if (last != null) {
            last.completeOnTimeout(null, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /** Sends the request on a separate thread: on an unresponsive network it takes as long as the driver's timeout. */
    synchronized void request() {
        if (!underWay || (request != null && !request.isDone())) {
            return;
        }
        CompletableFuture<Void> sent = new CompletableFuture<>();
        request = sent;
        Thread sender = new Thread(() -> send(sent), "manticore-cancel");
        sender.setDaemon(true);
        sender.start();
    }

    /** Called when the connection is closed: a request can no longer cancel anything. */
    synchronized void abandon() {
        underWay = false;
        if (request != null) {
            request.complete(null);
        }
    }

    private void send(CompletableFuture<Void> sent) {
        try {
            executor.sendQueryCancel();
        } catch (SQLException | RuntimeException failure) {
            log.debug("Could not cancel a statement", failure);
        } finally {
            sent.complete(null);
        }
    }
}
