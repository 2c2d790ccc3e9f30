package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server refused a statement of the history or the lease, e.g. because a privilege is missing. */
public final class DatabaseErrorException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient SqlError error;

    public DatabaseErrorException(
            SqlError error, String message, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, error, remedy, report, cause);
        this.error = Objects.requireNonNull(error, "error");
    }

    /** SQLSTATE, message, detail and hint. */
    public SqlError error() {
        return error;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.databaseError(this);
    }
}
