package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a step, or of a statement of a stepwise script, is unknown: the connection was lost, or an earlier
 * runner ended while the statement was under way. If {@link #statement()} is not null, no run can find out the outcome:
 * a person has to check the database, and to report the outcome with {@link Migrator#resume}.
 */
public final class OutcomeUnknownException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable MigrationId id;
    private final @Nullable Integer statement;
    private final transient @Nullable SourceLocation location;

    /** An outcome that the next run can find out. */
    public OutcomeUnknownException(String message, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
        this.id = null;
        this.statement = null;
        this.location = null;
    }

    /**
     * An outcome that a person has to find out.
     *
     * @param id the migration
     * @param statement the number of the statement in its script, from 1
     * @param location the start of the statement
     */
    public OutcomeUnknownException(
            MigrationId id,
            int statement,
            SourceLocation location,
            String message,
            Remedy remedy,
            MigrationReport report) {
        super(message, remedy, report, null);
        this.id = id;
        this.statement = statement;
        this.location = location;
    }

    /** The migration, or null if the next run can find out the outcome. */
    public @Nullable MigrationId id() {
        return id;
    }

    /** The number of the statement with unknown outcome, from 1, or null if the next run can find out the outcome. */
    public @Nullable Integer statement() {
        return statement;
    }

    /** The start of that statement, or null if the next run can find out the outcome. */
    public @Nullable SourceLocation location() {
        return location;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.outcomeUnknown(this);
    }
}
