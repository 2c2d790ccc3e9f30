package dev.manticore.migrations.application;

import dev.manticore.migrations.MigrationException;
import java.util.Objects;

/** The migrations of a database failed at the start. The cause says all about it. */
public final class DatabaseMigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String database;

    /** @param database its name among those of the application */
    public DatabaseMigrationException(String database, String message, MigrationException cause) {
        super(message, cause);
        this.database = database;
    }

    /** The migrations of a data source failed, in words for a log that shows the message alone. */
    public static DatabaseMigrationException ofDataSource(
            String name, MigrationException failure, PropertyWords words) {
        FailureText text = FailureText.of(failure, words);
        return new DatabaseMigrationException(
                name,
                "The migrations of the data source " + name + " failed.\n\n" + text.description() + "\n\n"
                        + text.action(),
                failure);
    }

    /** Its name among those of the application. */
    public String database() {
        return database;
    }

    @Override
    public synchronized MigrationException getCause() {
        return (MigrationException) Objects.requireNonNull(super.getCause(), "cause");
    }
}
