package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationException;
import java.util.Objects;

/** The migrations of a database failed at the start. The cause says all about it. */
public final class DatabaseMigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String database;

    DatabaseMigrationException(String database, MigrationException cause) {
        super("The migrations of the database " + database + " failed. " + cause.getMessage(), cause);
        this.database = database;
    }

    /** The name under {@code manticore.migrations.databases}, or {@link ApplicationMigrations#DEFAULT}. */
    public String database() {
        return database;
    }

    @Override
    public synchronized MigrationException getCause() {
        return (MigrationException) Objects.requireNonNull(super.getCause(), "cause");
    }
}
