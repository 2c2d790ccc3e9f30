package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.PgNotice;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client: one simple-query message out, its answers in. */
final class Wire {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);
    private static final String NO_TRANSACTION = "25P01";
    private static final String UNCATEGORIZED = "XXUUU";
    // Where the network is silent, or Vert.x is closed, nothing comes back at all.
    private static final int LONGEST_END_SECONDS = 1;
    private static final int LONGEST_FAREWELL_SECONDS = 2;
    private static final int LONGEST_REQUEST_SECONDS = 5;
    private static final String CONDUCTOR = "SELECT pg_sleep(0.1)";

    /** What came of ending the transaction. */
    enum Rollback {
        /** There was none. */
        NOTHING,
        /** It was ended. */
        DONE,
        /** The connection is gone, and the transaction with it. */
        LOST
    }

    private final PgConnection connection;
    private final @Nullable Context context;
    private volatile @Nullable Promise<List<Rows>> underWay;
    private volatile @Nullable PgException lastWords;
    private volatile boolean noTransaction;
    private volatile boolean abandoned;

    /** The context is the connection's, or null where a pool of somebody's own does not keep to it. The handlers are those of this loan of the connection, which the pool wraps anew each time. */
    Wire(PgConnection connection, @Nullable Context context) {
        this.connection = connection;
        this.context = context;
        connection.noticeHandler(this::onNotice);
        connection.exceptionHandler(this::onException);
    }

    private void onNotice(PgNotice notice) {
        if (NO_TRANSACTION.equals(notice.getCode())) {
            noTransaction = true;
        }
        log.debug("{}", notice.getMessage());
    }

    // A server that ends a session (57P01) says so outside any answer, and the client goes on waiting for one. Where a
    // pooler says it, nobody may end the connection.
    private void onException(Throwable failure) {
        if (failure instanceof PgException server) {
            lastWords = server;
            abandon();
            Promise<List<Rows>> unanswered = underWay;
            Future<Void> ended = end();
            if (unanswered != null) {
                ended.onComplete(over -> unanswered.tryFail(new IOException("The server has ended the session")));
            }
        }
        log.debug("The connection fails", failure);
    }

    /** What the server said when it ended the session, or null. */
    @Nullable
    PgException lastWords() {
        return lastWords;
    }

    /** Whether the server said to the last message that there was no transaction to end. */
    boolean foundNoTransaction() {
        return noTransaction;
    }

    /** Sends a message as it is; fails with a {@link PgException} if the server refused it and the connection lives. */
    Future<List<Rows>> exchange(String sql, Answers answers) {
        noTransaction = false;
        Promise<List<Rows>> answer = Promise.promise();
        underWay = answer;
        try {
            connection
                    .query(sql)
                    .collecting(answers.collector())
                    .execute()
                    .compose(answers::read)
                    .onComplete(answer::tryComplete, answer::tryFail);
        } catch (RuntimeException failure) {
            answer.tryFail(failure);
        }
        return answer.future();
    }

    /** Ends the transaction that is open, if one is; or else the connection, and with it the transaction. */
    Future<Rollback> rollback(Database database) {
        return ended(database, "ROLLBACK");
    }

    /**
     * As {@link #rollback(Database)}, after success. That nothing was open, PostgreSQL says with a warning, which is not
     * sent where {@code client_min_messages} is {@code error}; so that is set for this one message. In a transaction that
     * has failed, SET LOCAL would be refused.
     */
    Future<Rollback> rollbackAfterSuccess(Database database) {
        return ended(
                database,
                // Old CockroachDB has no SET LOCAL, and none of them needs it.
                database.isCockroach() ? "ROLLBACK" : "SET LOCAL client_min_messages = warning; ROLLBACK");
    }

    private Future<Rollback> ended(Database database, String rollback) {
        return exchange(rollback, new Answers(false)).transform((results, failure) -> {
            // CockroachDB refuses where there is nothing to roll back; PostgreSQL sends a notice.
            boolean nothing = failure == null ? noTransaction : database.isCockroach() && findsNothing(failure);
            if (failure != null && !nothing) {
                abandon();
                return Future.succeededFuture(Rollback.LOST);
            }
            return Future.succeededFuture(nothing ? Rollback.NOTHING : Rollback.DONE);
        });
    }

    private static boolean findsNothing(Throwable failure) {
        // Up to 21.1 without a SQLSTATE of its own.
        return failure instanceof PgException server
                && (NO_TRANSACTION.equals(server.getSqlState()) || UNCATEGORIZED.equals(server.getSqlState()));
    }

    /** Asks the server to cancel what is under way; over when it is sent, not when the server has seen to it. */
    Future<Void> cancel() {
        try {
            return connection.cancelRequest();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /**
     * Waits, though not for long, until a request to cancel is sent, and then a moment with a statement that it may hit. The
     * request has a connection of its own, names no statement, and has no answer; whether the server has seen to it yet,
     * nobody says.
     */
    Future<Void> letPass(Future<Void> cancellation) {
        return Future.fromCompletionStage(cancellation
                        .otherwiseEmpty()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .completeOnTimeout(null, LONGEST_REQUEST_SECONDS, TimeUnit.SECONDS))
                .compose(sent -> exchange(CONDUCTOR, new Answers(false)))
                .transform((results, failure) -> Future.succeededFuture());
    }

    /** The server's process; 0 or less where there is none. */
    int backend() {
        return connection.processId();
    }

    /** Sees to it that nobody gets this connection any more. */
    void abandon() {
        abandoned = true;
    }

    /** Gives the connection back, or ends it; never fails, and does not wait for long. */
    CompletionStage<Void> close() {
        Future<Void> ended = abandoned ? Future.fromCompletionStage(endedSoon()) : Future.succeededFuture();
        return ended.compose(over -> giveBack())
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The client lets go of the connection once it has sent a farewell; behind messages that the network does not take, or
     * where one at a time may be under way, that takes as long as the network is silent. The pool has to have its place back
     * all the same.
     */
    private CompletionStage<Void> endedSoon() {
        CompletableFuture<Void> over = end().toCompletionStage().toCompletableFuture();
        return over.copy()
                .orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .handle((ended, failure) -> failure instanceof TimeoutException ? evict() : null);
    }

    private @Nullable Void evict() {
        if (((SqlConnectionInternal) connection).unwrap() instanceof Connection.Holder pooled) {
            log.warn("A connection could not be closed; its pool is told that it was");
            pooled.handleClosed();
        }
        return null;
    }

    private Future<Void> giveBack() {
        try {
            return connection.close();
        } catch (RuntimeException closed) {
            return Future.failedFuture(closed);
        }
    }

    /**
     * The pool hands out whatever is open; so the connection below the pool's is closed first. The pool hears of it a moment after we do, and would hand it out until then.
     */
    Future<Void> end() {
        Promise<Void> closed = Promise.promise();
        try {
            ((SqlConnectionInternal) connection).unwrap().unwrap().close(null, closed);
        } catch (RuntimeException failure) {
            closed.tryFail(failure);
        }
        // Netty completes the closing first, then queues the news of it: behind the first of these two tasks.
        return closed.future().compose(over -> moment()).compose(queued -> moment());
    }

    private Future<Void> moment() {
        Promise<Void> over = Promise.promise();
        if (context == null) {
            over.complete();
        } else {
            context.runOnContext(next -> over.complete());
        }
        return over.future();
    }
}
