package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server refused a statement of a migration, or a migration in Java code threw an exception, which is the cause. */
public final class StatementFailedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient MigrationId id;
    private final transient SourceLocation location;
    private final transient SqlError error;

    /**
     * A failed statement.
     *
     * @param location the position of the error, or else the start of its statement, or else the file
     */
    public StatementFailedException(
            MigrationId id,
            SourceLocation location,
            SqlError error,
            String message,
            Remedy remedy,
            MigrationReport report,
            @Nullable Throwable cause) {
        super(message, error, remedy, report, cause);
        this.id = Objects.requireNonNull(id, "id");
        this.location = Objects.requireNonNull(location, "location");
        this.error = Objects.requireNonNull(error, "error");
    }

    /** The migration that failed. */
    public MigrationId id() {
        return id;
    }

    /** File, line and column; the class name of Java code. */
    public SourceLocation location() {
        return location;
    }

    /** SQLSTATE, message, detail and hint; the SQLSTATE is null if the exception of Java code has none. */
    public SqlError error() {
        return error;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.statementFailed(this);
    }
}
