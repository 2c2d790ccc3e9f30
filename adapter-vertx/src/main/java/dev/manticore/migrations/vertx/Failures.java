package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import io.vertx.pgclient.PgException;
import java.io.IOException;

/** What the client and the pool complain about, as facts. */
final class Failures {
    private Failures() {}

    /** No connection came about. */
    static TxFailure connecting(Throwable thrown) {
        if (thrown instanceof TxFailure known) {
            return known;
        }
        // The client's own words are as short as "Timeout"; the server's and the system's say more.
        boolean telling = thrown instanceof PgException || thrown instanceof IOException;
        String text = telling ? text(thrown) : "The pool gave no connection: " + text(thrown);
        return details(TxFailure.in(Phase.CONNECT, text), thrown).build();
    }

    /** Adds what else the server said. */
    static TxFailure.Builder details(TxFailure.Builder failure, Throwable thrown) {
        return thrown instanceof PgException server
                ? failure.sqlState(server.getSqlState())
                        .detail(server.getDetail(), server.getWhere())
                        .hint(server.getHint())
                        .cause(thrown)
                : failure.cause(thrown);
    }

    /** The server's own words where it gave any: without the severity and the SQLSTATE that the client adds. */
    static String text(Throwable thrown) {
        String words = thrown instanceof PgException server ? server.getErrorMessage() : thrown.getMessage();
        return words == null ? thrown.getClass().getName() : words;
    }

    /** The error's position in the message, in characters from 1; 0 if the server gave none. */
    static int position(PgException server) {
        String position = server.getPosition();
        return position == null ? 0 : Integer.parseInt(position);
    }
}
