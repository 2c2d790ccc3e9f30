package dev.manticore.migrations.vertx;

import dev.manticore.migrations.CodeMigration;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs migrations over connections of the Vert.x PostgreSQL client. Thread-safe and non-blocking.
 *
 * <p>A script is one simple query, which takes one round trip. Settings of a connection are not changed beyond a
 * script.
 *
 * <p>The pool's options set the timeout for connections. The wait for an answer ends when the answer arrives, the
 * connection is closed or the session is aborted. If the network silently drops packets, only the operating system's
 * limits end the wait otherwise.
 *
 * <p>The client cannot send the rows of a {@code COPY .. FROM STDIN}. A script with such a statement is refused before
 * anything is applied.
 *
 * <p>The client converts each value that it receives to a Java object. If it cannot, as with a BC date, it closes the
 * connection. A custom {@link dev.manticore.migrations.spi.HistoryStore} must cast values to {@code text} unless they
 * are numbers, text, booleans or {@code timestamptz}.
 */
public final class VertxTxRunner implements AsyncTxRunner {
    private final Pool pool;

    private VertxTxRunner(Pool pool) {
        this.pool = pool;
    }

    /**
     * Returns a runner over the connections of a pool, which the caller has to close.
     *
     * @param pool provides connections of the Vert.x PostgreSQL client, outside any transaction. The client does not
     *     report an open transaction; the first script would commit or roll it back together with its own
     */
    public static VertxTxRunner over(Pool pool) {
        return new VertxTxRunner(Objects.requireNonNull(pool, "pool"));
    }

    /**
     * Takes a connection. On PostgreSQL this needs no round trip beyond the pool's own, on CockroachDB one.
     *
     * @return fails with a {@link TxFailure} in phase {@link TxFailure.Phase#CONNECT}, also if the connection belongs
     *     to another client, or leads to an unsupported server
     */
    @Override
    public CompletionStage<AsyncTxSession> open() {
        return connect()
                .compose(
                        connection -> VertxTxSession.on(connection, pool),
                        failure -> Future.failedFuture(Failures.connecting(failure)))
                .toCompletionStage();
    }

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return migration instanceof VertxMigration
                ? Optional.empty()
                : Optional.of("Let the class implement " + VertxMigration.class.getName()
                        + ", or migrate with the adapter whose interface it implements.");
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
     * A connection delivers its answers on the context on which it was requested. On a worker context, answers would
     * wait while the workers are busy, and forever after they have ended.
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
