package dev.manticore.migrations.jdbc;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the driver and the pools throw, as facts. */
final class Failures {
    // Chains of causes are short, but nothing keeps a foreign one from being a circle.
    private static final int LONGEST_CHAIN = 20;

    private Failures() {}

    static TxFailure.Builder connecting(String message) {
        return TxFailure.in(Phase.CONNECT, message);
    }

    /** No connection came about; a pool's exception says less than the driver's that it wraps. */
    static TxFailure.Builder connecting(Throwable thrown) {
        return of(Phase.CONNECT, mostTelling(thrown)).cause(thrown);
    }

    static TxFailure.Builder of(Phase phase, Throwable thrown) {
        return details(TxFailure.in(phase, text(thrown)), thrown);
    }

    /** Adds what else the server said. */
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

    /** The server's own words where it gave any: without the severity and the position that the driver adds. */
    static String text(Throwable thrown) {
        ServerErrorMessage server = serverMessage(thrown);
        String words = server == null ? null : server.getMessage();
        if (words != null) {
            return words;
        }
        String message = thrown.getMessage();
        String text = message == null ? thrown.getClass().getName() : message;
        // The driver says "The connection attempt failed."; that the host is unknown, the cause says.
        return thrown.getCause() instanceof IOException cause ? text + " (" + cause + ")" : text;
    }

    /** What the server said, or null if it is the driver that complains. */
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
