package dev.manticore.migrations.embedded;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The embedded server cannot be started, stopped or used. */
public final class EmbeddedServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. Front ends choose their own remedy by it. */
    public enum Kind {
        /** Another run uses the directory, or a detached server runs in it with another role. */
        BUSY,
        /** The directory holds something else, or it cannot be written. */
        DIRECTORY_REFUSED,
        /** The data was created by another major version, or the programs are of another version than required. */
        VERSION,
        /** There are no programs for this platform. */
        NO_PROGRAMS,
        /** The current user is root, and no other user can be taken. */
        ROOT,
        /** The thread was interrupted while it waited. Its interrupt status is set. */
        INTERRUPTED,
        /** A program of the server failed, or a file could not be read or written. */
        FAILED
    }

    private final Kind kind;
    private final String remedy;

    EmbeddedServerException(Kind kind, String message, String remedy) {
        this(kind, message, remedy, null);
    }

    EmbeddedServerException(Kind kind, String reason, String remedy, @Nullable Throwable cause) {
        super(reason, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    public Kind kind() {
        return kind;
    }

    /** What happened, without the remedy. */
    public String reason() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** What the user can do, in one or more sentences. It names no options or parameters. */
    public String remedy() {
        return remedy;
    }

    /** The reason and the remedy. */
    @Override
    public String getMessage() {
        return reason() + "\n" + remedy;
    }
}
