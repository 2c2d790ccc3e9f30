package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs migrations over connections of the Vert.x PostgreSQL client. Thread-safe; blocks nobody.
 *
 * <p>A script is one simple query, so that it is one round trip. Nothing of a connection is changed for longer than a
 * script.
 *
 * <p>How long to wait for a connection is for the pool's options to say. An answer is waited for until it comes, the
 * connection ends or the session is given up; where a network falls silent, without a word to either side, nothing else
 * ends the wait but the system's own limits. The client has no way to send
 * the rows of a {@code COPY .. FROM STDIN}, so that a script with one is refused before anything is applied.
 *
 * <p>The client reads each value that it receives into a Java object, and gives the connection up when it cannot, as with
 * a date before our era. A {@link dev.manticore.migrations.spi.HistoryStore} of one's own casts to {@code text} what is
 * neither a number, nor text, nor a boolean, nor a {@code timestamptz}.
 */
public final class VertxTxRunner implements AsyncTxRunner {
    private final Pool pool;

    private VertxTxRunner(Pool pool) {
        this.pool = pool;
    }

    /**
     * A runner over the connections of a pool, which stays the caller's to close.
     *
     * @param pool gives connections of the Vert.x PostgreSQL client, outside any transaction; of one that is inside of one,
     *     the client does not say so, and the first script would commit or roll back that transaction with its own
     */
    public static VertxTxRunner over(Pool pool) {
        return new VertxTxRunner(Objects.requireNonNull(pool, "pool"));
    }

    /**
     * Takes a connection. No round trip beyond the pool's own on PostgreSQL; one on CockroachDB.
     *
     * @return fails with a {@link TxFailure} in phase {@link TxFailure.Phase#CONNECT}, also when the connection is
     *     another client's, or leads to a server that cannot be migrated
     */
    @Override
    public CompletionStage<AsyncTxSession> open() {
        return connect()
                .compose(
                        connection -> VertxTxSession.on(connection, pool),
                        failure -> Future.failedFuture(Failures.connecting(failure)))
                .toCompletionStage();
    }

    private Future<SqlConnection> connect() {
        try {
            Future<SqlConnection> connecting =
                    Vertx.currentContext() instanceof ContextInternal context && !context.isEventLoopContext()
                            ? connectOnTheLoopOf(context)
                            : pool.getConnection();
            return connecting == null ? Future.failedFuture("no answer") : connecting;
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /**
     * Whatever a connection answers comes in on the context that it was asked for on. On a worker's it would wait while the
     * workers are busy, and for ever once they have ended.
     */
    private @Nullable Future<SqlConnection> connectOnTheLoopOf(ContextInternal worker) {
        ContextInternal loop = worker.owner()
                .contextBuilder()
                .withThreadingModel(ThreadingModel.EVENT_LOOP)
                .withEventLoop(worker.nettyEventLoop())
                .build();
        ContextInternal before = loop.beginDispatch();
        try {
            return pool.getConnection();
        } finally {
            loop.endDispatch(before);
        }
    }
}
