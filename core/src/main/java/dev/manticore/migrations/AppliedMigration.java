package dev.manticore.migrations;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history.
 *
 * @param id the version of the migration
 * @param description as recorded
 * @param appliedAt when it was applied, by the database's clock
 * @param checksum SHA-256 in lower-case hexadecimal, unless the history store computes another kind; null if none was
 *     recorded
 * @param duration how long it took, or null if not recorded
 * @param appliedBy the runner that applied it, or null if not recorded
 * @param kind what the row stands for
 * @param contentChecksum the checksum of what the script does, which does not change with its comments and blank space;
 *     null if none was recorded. Compared only if {@code checksum} differs
 */
public record AppliedMigration(
        MigrationId id,
        String description,
        Instant appliedAt,
        @Nullable String checksum,
        @Nullable Duration duration,
        @Nullable String appliedBy,
        Kind kind,
        @Nullable String contentChecksum) {

    /** What a row of the history stands for. */
    public enum Kind {
        /** A script. */
        SCRIPT,
        /** A migration whose work is Java code. */
        CODE,
        /** A person said that the database is at this version; nothing was executed. It has no file. */
        BASELINE,
        /** A script that made what all versions up to its own make. */
        BASELINE_SCRIPT,
        /** Somebody said that its file is gone for good. It counts as applied, and no file is expected. */
        WITHOUT_FILE,
        /** Another tool applied it in a way of its own. It counts as applied, and no file is expected. */
        OTHER;

        /** Whether every version up to the row's counts as applied. */
        public boolean isBaseline() {
            return this == BASELINE || this == BASELINE_SCRIPT;
        }
    }

    public AppliedMigration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(appliedAt, "appliedAt");
        Objects.requireNonNull(kind, "kind");
    }

    /** A migration of whose content no checksum is known. */
    public AppliedMigration(
            MigrationId id,
            String description,
            Instant appliedAt,
            @Nullable String checksum,
            @Nullable Duration duration,
            @Nullable String appliedBy,
            Kind kind) {
        this(id, description, appliedAt, checksum, duration, appliedBy, kind, null);
    }

    /** Returns the same migration with another checksum of its content. */
    public AppliedMigration withContentChecksum(@Nullable String other) {
        return new AppliedMigration(id, description, appliedAt, checksum, duration, appliedBy, kind, other);
    }

    /** Returns the same migration as one of which no checksum is known. */
    public AppliedMigration withoutChecksums() {
        return new AppliedMigration(id, description, appliedAt, null, duration, appliedBy, kind, null);
    }

    /** A script that was applied. */
    public AppliedMigration(
            MigrationId id,
            String description,
            Instant appliedAt,
            @Nullable String checksum,
            @Nullable Duration duration,
            @Nullable String appliedBy) {
        this(id, description, appliedAt, checksum, duration, appliedBy, Kind.SCRIPT);
    }
}
