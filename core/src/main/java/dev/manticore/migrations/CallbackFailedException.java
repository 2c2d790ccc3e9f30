package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server refused a callback that has a transaction of its own. A failure of a callback of each migration is one of the
 * migration, see {@link StatementFailedException}.
 */
public final class CallbackFailedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient CallbackFile file;
    private final transient SourceLocation location;
    private final transient SqlError error;

    /**
     * A failed callback.
     *
     * @param location the position of the error, or else the start of its statement, or else the file
     */
    public CallbackFailedException(
            CallbackFile file,
            SourceLocation location,
            SqlError error,
            String message,
            Remedy remedy,
            MigrationReport report,
            @Nullable Throwable cause) {
        super(message, error, remedy, report, cause);
        this.file = Objects.requireNonNull(file, "file");
        this.location = Objects.requireNonNull(location, "location");
        this.error = Objects.requireNonNull(error, "error");
    }

    /** The callback that failed. */
    public CallbackFile file() {
        return file;
    }

    /** File, line and column. */
    public SourceLocation location() {
        return location;
    }

    /** SQLSTATE, message, detail and hint. */
    public SqlError error() {
        return error;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.callbackFailed(this);
    }
}
