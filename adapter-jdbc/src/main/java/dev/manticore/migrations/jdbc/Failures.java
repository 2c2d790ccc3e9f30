package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Converts exceptions of the driver and the pools to {@link TxFailure}s. */
final class Failures {
    // Limits the length of a cause chain, which may be cyclic.
    private static final int LONGEST_CHAIN = 20;

    private Failures() {}

    static TxFailure.Builder connecting(String message) {
        return TxFailure.in(Phase.CONNECT, message);
    }

    /** Could not connect. Prefers the driver's exception to a pool's exception that wraps it. */
    static TxFailure.Builder connecting(Throwable thrown) {
        return of(Phase.CONNECT, mostTelling(thrown)).cause(thrown);
    }

    static TxFailure.Builder of(Phase phase, Throwable thrown) {
        return details(TxFailure.in(phase, text(thrown)), thrown);
    }

    /** Adds the server's SQLSTATE, detail and hint. */
    static TxFailure.Builder details(TxFailure.Builder failure, Throwable thrown) {
        ServerErrorMessage server = serverMessage(thrown);
        if (server == null) {
            String state = thrown instanceof SQLException sql ? sql.getSQLState() : null;
            return failure.sqlState(state).cause(thrown);
        }
        return failure.sqlState(server.getSQLState())
                .detail(server.getDetail(), server.getWhere())
                .hint(server.getHint())
                .cause(thrown);
    }

    /** The server's message if there is one, without the severity and the position that the driver adds. */
    static String text(Throwable thrown) {
        ServerErrorMessage server = serverMessage(thrown);
        String words = server == null ? null : server.getMessage();
        if (words != null) {
            return words;
        }
        String message = thrown.getMessage();
        String text = message == null ? thrown.getClass().getName() : message;
        // The driver only says "The connection attempt failed."; the cause says why, e.g. that the host is unknown.
        return thrown.getCause() instanceof IOException cause ? text + " (" + cause + ")" : text;
    }

    /** What the server said without failing. */
    static ServerMessage message(SQLWarning warning) {
        ServerErrorMessage server = warning instanceof PSQLWarning driver ? driver.getServerErrorMessage() : null;
        return server == null
                ? ServerMessage.of(null, warning.getSQLState(), warning.getMessage(), null, null)
                : ServerMessage.of(
                        server.getSeverity(),
                        server.getSQLState(),
                        server.getMessage(),
                        server.getDetail(),
                        server.getHint());
    }

    /** The server's error, or null if the error comes from the driver. */
    static @Nullable ServerErrorMessage serverMessage(Throwable thrown) {
        return thrown instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
    }

    private static Throwable mostTelling(Throwable thrown) {
        Throwable best = thrown;
        Throwable next = thrown;
        for (int i = 0; i < LONGEST_CHAIN && next != null; i++) {
            if (serverMessage(next) != null) {
                return next;
            }
            if (next instanceof PSQLException && !(best instanceof PSQLException)) {
                best = next;
            }
            next = next.getCause();
        }
        return best;
    }
}
