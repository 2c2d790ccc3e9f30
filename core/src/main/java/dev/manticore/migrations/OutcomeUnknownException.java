package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a step, or of a statement of a stepwise script, is unknown: the connection was lost, or an earlier
 * runner ended while the statement was under way. If {@link #statement()} is not null, no run can find out the outcome:
 * a person has to check the database, and to report the outcome with {@link Migrator#resume}.
 */
public final class OutcomeUnknownException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Long version;
    private final @Nullable Integer statement;
    private final transient @Nullable SourceLocation location;

    /** An outcome that the next run can find out. */
    public OutcomeUnknownException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
        this.version = null;
        this.statement = null;
        this.location = null;
    }

    /**
     * An outcome that a person has to find out.
     *
     * @param version the migration's version
     * @param statement the number of the statement in its script, from 1
     * @param location the start of the statement
     */
    public OutcomeUnknownException(
            long version,
            int statement,
            SourceLocation location,
            String message,
            String remedy,
            MigrationReport report) {
        super(message, remedy, report, null);
        this.version = version;
        this.statement = statement;
        this.location = location;
    }

    /** The version of the migration, or null if the next run can find out the outcome. */
    public @Nullable Long version() {
        return version;
    }

    /** The number of the statement with unknown outcome, from 1, or null if the next run can find out the outcome. */
    public @Nullable Integer statement() {
        return statement;
    }

    /** The start of that statement, or null if the next run can find out the outcome. */
    public @Nullable SourceLocation location() {
        return location;
    }
}
