package dev.manticore.migrations.vertx;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call of a migration's Java code, in the transaction that is open on the connection. */
record CodeCall(TxCode code) {
    private static final int LONGEST_CHAIN = 20;
    private static final String ABORTED = "25P02";

    /** Calls the code; the future fails whatever goes wrong in it. */
    Future<Void> make(PgConnection connection) {
        GuardedConnection guarded = new GuardedConnection(connection);
        return started(guarded).onComplete(ended -> guarded.end());
    }

    private Future<Void> started(SqlConnection guarded) {
        try {
            Future<Void> work = call(guarded);
            return work == null
                    ? Future.failedFuture(new IllegalStateException("it returned null instead of a future"))
                    : work;
        } catch (Exception | Error thrown) {
            return Future.failedFuture(thrown);
        }
    }

    private @Nullable Future<Void> call(SqlConnection guarded) {
        VertxMigration migration = (VertxMigration) code.migration();
        return code.direction() == Direction.APPLY
                ? migration.migrate(guarded)
                : ((VertxMigration.WithUndo) migration).undo(guarded);
    }

    /** The failure for what the code has failed with, on a connection that is alive. */
    TxFailure.Builder failed(Throwable thrown) {
        PgException server = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .filter(PgException.class::isInstance)
                .map(PgException.class::cast)
                .filter(cause -> !ABORTED.equals(cause.getSqlState()))
                .findFirst()
                .orElse(thrown instanceof PgException aborted ? aborted : null);
        TxFailure.Builder failure =
                code.failed(thrown instanceof PgException ? Failures.text(thrown) : thrown.toString(), thrown);
        // It would say that this session is over; the code has another connection that is.
        boolean ofAnother = server != null && server.getSqlState().startsWith("57P");
        return server == null || ofAnother
                ? failure
                : Failures.details(failure, server).cause(thrown);
    }
}
