package dev.manticore.migrations;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of the history by {@link Migrator#repair}.
 *
 * @param id the migration
 * @param kind what is changed
 * @param recorded the description that the history has
 * @param description the description after the change; as {@code recorded} where it does not change
 * @param origin the migration's file, or null if there is none
 */
public record HistoryRepair(
        MigrationId id,
        Kind kind,
        String recorded,
        String description,
        @Nullable String origin) {

    /** What is changed. The names are stable and part of the command line's JSON. */
    public enum Kind {
        /** The checksums; only comments, blank space or the case of keywords have changed in the file. */
        CHECKSUM(null),
        /** The checksums; the SQL has changed in the file, or nothing is known of the SQL that was applied. */
        CHANGED_SQL(RepairOption.CHANGED),
        /** The description. */
        DESCRIPTION(null),
        /** The row of a failed migration is taken out, so that it is pending again. */
        FAILED(null),
        /** The migration is marked as one that has no file any more. */
        MISSING_FILE(RepairOption.MISSING);

        private final @Nullable RepairOption option;

        Kind(@Nullable RepairOption option) {
            this.option = option;
        }

        /** What has to be given for it; empty if it is always done. */
        public Optional<RepairOption> option() {
            return Optional.ofNullable(option);
        }
    }

    public HistoryRepair {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(recorded, "recorded");
        Objects.requireNonNull(description, "description");
    }

    /** The change as a sentence that tells what differs. */
    public String reason() {
        String name = id.label(recorded);
        return switch (kind) {
            case CHECKSUM -> name + ": only comments, blank space or the case of keywords have changed.";
            case CHANGED_SQL -> name + ": the SQL has changed since it was applied, or it is not known whether it has.";
            case DESCRIPTION -> name + ": the description is now \"" + description + "\".";
            case FAILED -> name + ": it is recorded as failed.";
            case MISSING_FILE -> name + ": it is applied, but its file is gone.";
        };
    }
}
