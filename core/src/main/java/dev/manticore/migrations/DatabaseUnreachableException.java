package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/** Could not connect to the database, or the connection was lost and could not be restored. */
public final class DatabaseUnreachableException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnreachableException(
            String message, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.databaseUnreachable(this);
    }
}
