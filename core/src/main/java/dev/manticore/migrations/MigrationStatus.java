package dev.manticore.migrations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files and history side by side.
 *
 * @param entries by version, ascending
 * @param lease who migrates right now, or null
 * @param problems what would keep {@code migrate()} from running
 */
public record MigrationStatus(List<Entry> entries, @Nullable LeaseHolder lease, List<Problem> problems) {

    /** Where a migration stands; names are stable and part of the command line's JSON. */
    public enum State {
        APPLIED,
        PENDING,
        /** Pending, though a higher version is applied. */
        LATE,
        /** Applied, but the file is not what was applied. */
        CHANGED,
        /** Applied, but its file is gone. */
        MISSING,
        /** Applied, and higher than every file: the database is ahead. */
        AHEAD,
        /** Some of its statements are done, or may be. */
        PARTLY_DONE
    }

    /**
     * One migration.
     *
     * @param origin its file, or null when there is none
     * @param undo whether it can be reverted
     * @param appliedAt when it was applied, or null
     * @param duration how long that took, or null
     * @param appliedBy which runner did it, or null
     * @param note more about its state, e.g. which statement of it failed, or null
     */
    public record Entry(
            long version,
            String description,
            State state,
            @Nullable String origin,
            boolean undo,
            @Nullable Instant appliedAt,
            @Nullable Duration duration,
            @Nullable String appliedBy,
            @Nullable String note) {}

    /**
     * Who holds the lease.
     *
     * @param owner host, process and user of the runner
     * @param remaining how long the lease lasts unless it is renewed
     */
    public record LeaseHolder(String owner, Duration remaining) {}

    public MigrationStatus {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** How many migrations are yet to be applied. */
    public long pending() {
        return entries.stream()
                .filter(entry -> entry.state() == State.PENDING
                        || entry.state() == State.LATE
                        || entry.state() == State.PARTLY_DONE)
                .count();
    }
}
