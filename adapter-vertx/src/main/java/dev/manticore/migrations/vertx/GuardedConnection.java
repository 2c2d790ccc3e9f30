package dev.manticore.migrations.vertx;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotice;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The connection that Java code gets. It forwards everything except what would end the transaction, or take a handler of
 * the run's away. After the code has ended, it forwards no statement.
 */
final class GuardedConnection implements PgConnection {
    private final PgConnection connection;
    private volatile boolean over;

    GuardedConnection(PgConnection connection) {
        this.connection = connection;
    }

    /** The code has ended, and the connection is the run's again. */
    void end() {
        over = true;
    }

    private PgConnection delegate() {
        if (over) {
            throw new IllegalStateException("The migration is over, and its connection can no longer be used");
        }
        return connection;
    }

    private static UnsupportedOperationException refused(String call) {
        return new UnsupportedOperationException("A migration must not call " + call
                + ": the run commits it together with its history row, or rolls both back if its future fails");
    }

    private static UnsupportedOperationException handler(String call) {
        return new UnsupportedOperationException("A migration must not call " + call + ": the run has a handler there");
    }

    @Override
    public Future<Transaction> begin() {
        return Future.failedFuture(refused("begin()"));
    }

    @Override
    public @Nullable Transaction transaction() {
        return null;
    }

    @Override
    public Future<Void> close() {
        return Future.failedFuture(refused("close()"));
    }

    @Override
    public PgConnection noticeHandler(Handler<PgNotice> handler) {
        throw handler("noticeHandler(..)");
    }

    @Override
    public PgConnection exceptionHandler(Handler<Throwable> handler) {
        throw handler("exceptionHandler(..)");
    }

    @Override
    public PgConnection closeHandler(Handler<Void> handler) {
        throw handler("closeHandler(..)");
    }

    @Override
    public PgConnection notificationHandler(Handler<PgNotification> handler) {
        throw handler("notificationHandler(..)");
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return delegate().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return delegate().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return delegate().preparedQuery(sql, options);
    }

    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return delegate().prepare(sql);
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return delegate().prepare(sql, options);
    }

    @Override
    public Future<Void> cancelRequest() {
        return delegate().cancelRequest();
    }

    @Override
    public int processId() {
        return connection.processId();
    }

    @Override
    public int secretKey() {
        return connection.secretKey();
    }

    @Override
    public boolean isSSL() {
        return connection.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return connection.databaseMetadata();
    }
}
