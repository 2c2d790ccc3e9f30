package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * It could not be found out whether a step, or a statement of a stepwise script, was carried out: the connection was lost
 * here, or an earlier runner ended while the statement was under way. Where {@link #statement()} names a statement, no
 * run can find it out: a person has to look, and to say it by {@link Migrator#resume}.
 */
public final class OutcomeUnknownException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Long version;
    private final @Nullable Integer statement;
    private final transient @Nullable SourceLocation location;

    /** An outcome that the next run finds out. */
    public OutcomeUnknownException(String message, String remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
        this.version = null;
        this.statement = null;
        this.location = null;
    }

    /**
     * An outcome that a person has to find out.
     *
     * @param version the migration's
     * @param statement which of its script, from 1
     * @param location where that begins
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

    /** The migration whose statement is in doubt, or null where the next run finds out by itself. */
    public @Nullable Long version() {
        return version;
    }

    /** The statement that is in doubt, from 1, or null where the next run finds out by itself. */
    public @Nullable Integer statement() {
        return statement;
    }

    /** Where that statement begins, or null where the next run finds out by itself. */
    public @Nullable SourceLocation location() {
        return location;
    }
}
