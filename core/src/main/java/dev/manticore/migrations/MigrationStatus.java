package dev.manticore.migrations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and history side by side.
 *
 * @param entries in ascending order of identities
 * @param lease the current holder of the lease, or null if nobody holds it or {@code leaseError} is not null
 * @param leaseError the server's error if the user may not read the lease, or null. Who holds the lease, and which
 *     migration is partially applied, is not known then
 * @param lockWait what the running migration waits for, or null if it does not wait for a lock, or if that is not
 *     known: on CockroachDB, or where this user may not see what other sessions execute
 * @param problems what would prevent {@code migrate()} from running
 * @param notes unusual facts about pending migrations that do not prevent a run, as sentences
 */
public record MigrationStatus(
        List<Entry> entries,
        @Nullable LeaseHolder lease,
        @Nullable SqlError leaseError,
        @Nullable LockWait lockWait,
        List<Problem> problems,
        List<String> notes) {

    // With one of these, there may be migrations that are not among the entries.
    private static final Set<Problem.Kind> HIDING = Set.of(
            Problem.Kind.FLYWAY_HISTORY,
            Problem.Kind.SOURCE_UNREADABLE,
            Problem.Kind.NO_MIGRATIONS,
            Problem.Kind.MALFORMED_NAME,
            Problem.Kind.UNSUPPORTED_NAME,
            Problem.Kind.DUPLICATE_VERSION);

    /** The state of a migration. The names are stable and part of the command line's JSON. */
    public enum State {
        APPLIED,
        PENDING,
        /** Pending, although a higher version is applied. */
        LATE,
        /** Applied, but the file was changed afterwards. */
        CHANGED,
        /**
         * A repeatable migration that was applied, and is applied again: its file or the value of one of its placeholders has
         * changed, or a version was reverted.
         */
        OUTDATED,
        /** Applied, but its file is gone. */
        MISSING,
        /** Applied, and higher than every file: the database is ahead. */
        AHEAD,
        /**
         * Not applied, and not pending: its settings say that it is not executed. For a repeatable migration also that it was
         * applied, and would be again.
         */
        SKIPPED,
        /** The database was declared to be at this version, or a baseline script made what all versions up to it make. */
        BASELINE,
        /** Not applied, and never will be: the database began with a higher version, the baseline. */
        BELOW_BASELINE,
        /** The history has it as failed: some of its statements may have been executed. */
        FAILED,
        /** Partially applied: some of its statements were executed, or may have been. */
        PARTLY_DONE;

        /** Whether {@code migrate()} has still to apply such a migration, or the rest of it. */
        public boolean isPending() {
            return this == PENDING || this == LATE || this == OUTDATED || this == PARTLY_DONE;
        }
    }

    /**
     * One migration.
     *
     * @param origin its file, or null if there is none
     * @param undo whether it can be reverted
     * @param appliedAt when it was applied, or null
     * @param duration how long that took, or null
     * @param appliedBy the runner that applied it, or null
     * @param note details about its state, e.g. which statement failed, or what becomes of the BEGIN and COMMIT of a
     *     script that is not applied; or null
     * @param kind what its row of the history stands for, or null if it has none
     */
    public record Entry(
            MigrationId id,
            String description,
            State state,
            @Nullable String origin,
            boolean undo,
            @Nullable Instant appliedAt,
            @Nullable Duration duration,
            @Nullable String appliedBy,
            @Nullable String note,
            AppliedMigration.@Nullable Kind kind) {}

    /**
     * The holder of the lease.
     *
     * @param owner host, process and user of the runner
     * @param remaining how long the lease lasts unless it is renewed
     */
    public record LeaseHolder(String owner, Duration remaining) {}

    public MigrationStatus {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /**
     * The number of migrations still to be applied; empty if that is not known, because a source could not be read, a file
     * has an invalid name, or no migration was found. {@link #problems} then says why.
     */
    public OptionalLong pending() {
        if (problems.stream().anyMatch(problem -> HIDING.contains(problem.kind()))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                entries.stream().filter(entry -> entry.state().isPending()).count());
    }
}
