package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A call of a migration's Java code, in the transaction that is open on the connection. */
record CodeCall(Connection connection, TxCode code) {
    private static final int LONGEST_CHAIN = 20;
    private static final String ABORTED = "25P02";

    /** Calls the code. The interrupt flag is set if the code ends with an {@link InterruptedException}. */
    void make() throws Exception {
        GuardedConnection guarded = new GuardedConnection(connection);
        try {
            migrate(guarded);
        } catch (Exception | Error thrown) {
            if (causes(thrown).anyMatch(InterruptedException.class::isInstance)) {
                Thread.currentThread().interrupt();
            }
            throw thrown;
        } finally {
            guarded.end();
        }
    }

    private void migrate(Connection guarded) throws Exception {
        JdbcMigration migration = (JdbcMigration) code.migration();
        if (code.direction() == Direction.APPLY) {
            migration.migrate(guarded);
        } else {
            ((JdbcMigration.WithUndo) migration).undo(guarded);
        }
    }

    /** The failure for what the code has thrown, on a connection that is alive. */
    TxFailure.Builder failed(Throwable thrown) {
        Throwable telling = telling(thrown);
        TxFailure.Builder failure =
                code.failed(thrown instanceof SQLException ? Failures.text(telling) : thrown.toString(), thrown);
        // It would say that this session is over; the code has another connection that is.
        boolean ofAnother = telling instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
        return ofAnother ? failure : Failures.details(failure, telling).cause(thrown);
    }

    /** The server's error: libraries wrap it. If the code went on after it, all further statements say only 25P02. */
    static Throwable telling(Throwable thrown) {
        List<Throwable> sql =
                causes(thrown).filter(SQLException.class::isInstance).toList();
        return sql.stream()
                .filter(cause -> !ABORTED.equals(((SQLException) cause).getSQLState()))
                .filter(cause -> Failures.serverMessage(cause) != null)
                .findFirst()
                .or(() -> sql.stream().findFirst())
                .orElse(thrown);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
    }
}
