package dev.manticore.migrations.jdbc;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.QueryExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what is under way be cancelled, and nothing that comes after it. A request to cancel has a connection of its own
 * and names the server's process only, not the statement. The server ends that connection when it has told its process;
 * so who waits for that end, as the driver does, knows that the request cannot come any later. Thread-safe.
 */
final class Cancellation {
    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);
    // The driver's own limit for a request, cancelSignalTimeout, is as long by default, and may be switched off.
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final QueryExecutor executor;
    private boolean underWay;
    private @Nullable CompletableFuture<Void> request;

    Cancellation(QueryExecutor executor) {
        this.executor = executor;
    }

    /** From here on, there is something to cancel. */
    synchronized void begin() {
        underWay = true;
    }

    /** From here on, there is not. Waits for a request that is under way, though not for long; not to be interrupted. */
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

    /** Asks the server, on a thread of its own: where the network is silent, that takes as long as the driver allows. */
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

    /** The connection is gone: nothing is run on it that a request could hit. */
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
            log.debug("A statement could not be cancelled", failure);
        } finally {
            sent.complete(null);
        }
    }
}
