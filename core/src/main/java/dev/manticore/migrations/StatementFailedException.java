package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server refused a statement of a migration. */
public final class StatementFailedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final long version;
    private final transient SourceLocation location;
    private final transient SqlError error;

    /**
     * A failed statement.
     *
     * @param location the position of the error, or else the start of its statement, or else the file
     */
    public StatementFailedException(
            long version,
            SourceLocation location,
            SqlError error,
            String message,
            String remedy,
            MigrationReport report,
            @Nullable Throwable cause) {
        super(message, remedy, report, cause);
        this.version = version;
        this.location = Objects.requireNonNull(location, "location");
        this.error = Objects.requireNonNull(error, "error");
    }

    /** The migration that failed. */
    public long version() {
        return version;
    }

    /** File, line and column. */
    public SourceLocation location() {
        return location;
    }

    /** SQLSTATE, message, detail and hint. */
    public SqlError error() {
        return error;
    }
}
