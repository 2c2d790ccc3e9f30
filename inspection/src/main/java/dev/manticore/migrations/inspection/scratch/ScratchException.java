package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.spi.TxFailure;
import java.sql.SQLException;

/** A server refuses to create databases, or cannot be reached. Its message says which one, and what the server said. */
public final class ScratchException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ScratchException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure to do something for which the server was not there, or that it has refused. */
    public static ScratchException refused(String what, TxFailure refusal) {
        return new ScratchException(what + ": " + refusal.text(), refusal);
    }

    /** The failure to do something that the server has refused. */
    public static ScratchException refused(String what, SQLException refusal) {
        return new ScratchException(what + ": " + refusal.getMessage(), refusal);
    }
}
