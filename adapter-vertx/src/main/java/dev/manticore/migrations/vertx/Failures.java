package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import io.vertx.pgclient.PgException;
import java.io.IOException;

/** Converts failures of the client and the pool to {@link TxFailure}s. */
final class Failures {
    private Failures() {}

    /** Could not connect. */
    static TxFailure connecting(Throwable thrown) {
        if (thrown instanceof TxFailure known) {
            return known;
        }
        // The client's messages may be as short as "Timeout"; those of the server and the system say more.
        boolean telling = thrown instanceof PgException || thrown instanceof IOException;
        String text = telling ? text(thrown) : "The pool returned no connection: " + text(thrown);
        return details(TxFailure.in(Phase.CONNECT, text), thrown).build();
    }

    /** Adds the server's SQLSTATE, detail and hint. */
    static TxFailure.Builder details(TxFailure.Builder failure, Throwable thrown) {
        return thrown instanceof PgException server
                ? failure.sqlState(server.getSqlState())
                        .detail(server.getDetail(), server.getWhere())
                        .hint(server.getHint())
                        .cause(thrown)
                : failure.cause(thrown);
    }

    /** The server's message if there is one, without the severity and the SQLSTATE that the client adds. */
    static String text(Throwable thrown) {
        String words = thrown instanceof PgException server ? server.getErrorMessage() : thrown.getMessage();
        return words == null ? thrown.getClass().getName() : words;
    }

    /** The error's position in the message, in characters from 1; 0 if the server reported none. */
    static int position(PgException server) {
        String position = server.getPosition();
        return position == null ? 0 : Integer.parseInt(position);
    }
}
