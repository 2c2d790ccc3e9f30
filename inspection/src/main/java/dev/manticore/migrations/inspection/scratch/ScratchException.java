package dev.manticore.migrations.inspection.scratch;

import java.sql.SQLException;

/** A server refuses to create databases, or cannot be reached. Its message says which one, and what the server said. */
public final class ScratchException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ScratchException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure to do something that the server has refused. */
    public static ScratchException refused(String what, SQLException refusal) {
        return new ScratchException(what + ": " + refusal.getMessage(), refusal);
    }
}
