package dev.manticore.migrations.vertx;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uses the client: sends one simple-query message and reads its answers. */
final class Wire {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);
    private static final String NO_TRANSACTION = "25P01";
    private static final String UNCATEGORIZED = "XXUUU";
    // If the network is unresponsive, or Vert.x is closed, no result arrives at all.
    private static final int LONGEST_END_SECONDS = 1;
    private static final int LONGEST_FAREWELL_SECONDS = 2;
    private static final int LONGEST_REQUEST_SECONDS = 5;
    private static final String CONDUCTOR = "SELECT pg_sleep(0.1)";

    /** The result of ending the transaction. */
    enum Rollback {
        /** There was no transaction. */
        NOTHING,
        /** The transaction was ended. */
        DONE,
        /** The connection is closed, and the transaction with it. */
        LOST
    }

    private final PgConnection connection;
    private final @Nullable Context context;
    private volatile @Nullable Promise<?> underWay;
    private volatile @Nullable PgException lastWords;
    private volatile boolean noTransaction;
    private volatile boolean abandoned;
    private volatile Consumer<ServerMessage> receiver = message -> {};

    /**
     * Wraps a connection. The context is the connection's, or null if a custom pool does not preserve it. The handlers
     * belong to this use of the connection, since the pool creates a new wrapper each time.
     */
    Wire(PgConnection connection, @Nullable Context context) {
        this.connection = connection;
        this.context = context;
        connection.noticeHandler(this::onNotice);
        connection.exceptionHandler(this::onException);
    }

    /** From now on, passes on what the server says without failing, on the connection's context. */
    void onMessage(Consumer<ServerMessage> newReceiver) {
        receiver = newReceiver;
    }

    private void onNotice(PgNotice notice) {
        if (NO_TRANSACTION.equals(notice.getCode())) {
            noTransaction = true;
        }
        receiver.accept(ServerMessage.of(
                notice.getSeverity(), notice.getCode(), notice.getMessage(), notice.getDetail(), notice.getHint()));
    }

    // A server that ends a session (57P01) reports it outside any answer, and the client keeps waiting for an answer.
    // If a pooler reports it, the connection may stay open.
    private void onException(Throwable failure) {
        if (failure instanceof PgException server) {
            lastWords = server;
            abandon();
            Promise<?> unanswered = underWay;
            Future<Void> ended = end();
            if (unanswered != null) {
                ended.onComplete(over -> unanswered.tryFail(new IOException("The server has ended the session")));
            }
        }
        log.debug("The connection failed", failure);
    }

    /** The server's error when it ended the session, or null. */
    @Nullable
    PgException lastWords() {
        return lastWords;
    }

    /** Whether the server reported, for the last message, that there was no transaction to end. */
    boolean foundNoTransaction() {
        return noTransaction;
    }

    /**
     * Sends a message unchanged. Fails with a {@link PgException} if the server refused it and the connection is open.
     */
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

    /** Lets Java code use the connection, on its context. Fails at once when the server ends the session meanwhile. */
    Future<Void> call(CodeCall code) {
        Promise<Void> answer = Promise.promise();
        underWay = answer;
        Runnable call = () -> code.make(connection).onComplete(answer::tryComplete, answer::tryFail);
        if (context == null) {
            call.run();
        } else {
            context.runOnContext(onItsLoop -> call.run());
        }
        return answer.future();
    }

    /** Rolls back an open transaction. If that fails, closes the connection, which ends the transaction. */
    Future<Rollback> rollback(Database database) {
        return ended(database, "ROLLBACK");
    }

    /**
     * Like {@link #rollback(Database)}, after success. PostgreSQL reports with a warning that no transaction was open.
     * It does not send the warning if {@code client_min_messages} is {@code error}; so this message sets it. In a
     * failed transaction, SET LOCAL would be refused.
     */
    Future<Rollback> rollbackAfterSuccess(Database database) {
        return ended(
                database,
                // Old versions of CockroachDB have no SET LOCAL, and no version needs it.
                database.isCockroach() ? "ROLLBACK" : "SET LOCAL client_min_messages = warning; ROLLBACK");
    }

    private Future<Rollback> ended(Database database, String rollback) {
        return exchange(rollback, new Answers(false)).transform((results, failure) -> {
            // If there is nothing to roll back, CockroachDB fails and PostgreSQL sends a notice.
            boolean nothing = failure == null ? noTransaction : database.isCockroach() && findsNothing(failure);
            if (failure != null && !nothing) {
                abandon();
                return Future.succeededFuture(Rollback.LOST);
            }
            return Future.succeededFuture(nothing ? Rollback.NOTHING : Rollback.DONE);
        });
    }

    private static boolean findsNothing(Throwable failure) {
        // Up to 21.1 without a specific SQLSTATE.
        return failure instanceof PgException server
                && (NO_TRANSACTION.equals(server.getSqlState()) || UNCATEGORIZED.equals(server.getSqlState()));
    }

    /**
     * Sends a cancel request. The future completes when it was sent, not when the server has processed it. The client
     * sends it over a connection of its own, with TLS where the connection has it; a closed client cannot.
     */
    Future<Void> cancel() {
        try {
            return connection.cancelRequest().recover(failure -> {
                log.debug("The client sent no cancel request", failure);
                return cancelWithoutClient();
            });
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    private Future<Void> cancelWithoutClient() {
        SocketAddress server = ((SqlConnectionInternal) connection).unwrap().server();
        if (server == null) {
            return Future.failedFuture("the connection is closed");
        }
        return CancelRequest.send(server, connection.processId(), connection.secretKey())
                .onFailure(
                        failure -> log.warn("A statement could not be cancelled while its client was closed", failure));
    }

    /**
     * Waits, for a limited time, until a cancel request was sent, and then runs a short statement that the request may
     * cancel. The request uses a separate connection, names no statement and has no answer; so the client cannot know
     * whether the server has processed it.
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

    /** With the names that the connection was opened with; a custom pool's connection may not know them. */
    Database named(Database database) {
        if (!(connection instanceof SqlConnectionInternal internal)) {
            return database;
        }
        Connection known = internal.unwrap();
        return database.named(known.database(), known.user());
    }

    /** The process that the server announced; 0 if it announced none. A pooler may announce a negative one. */
    int backend() {
        return connection.processId();
    }

    /** Prevents this connection from being used again. */
    void abandon() {
        abandoned = true;
    }

    /** Returns the connection to the pool, or closes it. Never fails, and waits only for a limited time. */
    CompletionStage<Void> close() {
        Future<Void> ended = abandoned ? Future.fromCompletionStage(endedSoon()) : Future.succeededFuture();
        return ended.compose(over -> giveBack())
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The client closes the connection after it has sent a Terminate message. If the network accepts no data, or an
     * earlier message is still pending, that takes as long as the network is unresponsive. The pool must get its slot
     * back anyway.
     */
    private CompletionStage<Void> endedSoon() {
        CompletableFuture<Void> over = end().toCompletionStage().toCompletableFuture();
        return over.copy()
                .orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .handle((ended, failure) -> failure instanceof TimeoutException ? evict() : null);
    }

    private @Nullable Void evict() {
        if (((SqlConnectionInternal) connection).unwrap() instanceof Connection.Holder pooled) {
            log.warn("Could not close a connection; its pool is told that it was closed");
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
     * The pool hands out every connection that is open; so the underlying connection is closed first. The pool is
     * notified a moment later, and would hand it out until then.
     */
    Future<Void> end() {
        Promise<Void> closed = Promise.promise();
        try {
            ((SqlConnectionInternal) connection).unwrap().unwrap().close(null, closed);
        } catch (RuntimeException failure) {
            closed.tryFail(failure);
        }
        // Netty first completes the close and then queues the notification: behind the first of these two tasks.
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
