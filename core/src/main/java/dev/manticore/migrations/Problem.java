package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a plan from being made.
 *
 * @param kind what it is
 * @param message names every culprit
 * @param location where, or null when it is in no file
 * @param remedy what to do about it
 */
public record Problem(Kind kind, String message, @Nullable SourceLocation location, String remedy) {

    /** What can be wrong; names are stable and part of the command line's JSON. */
    public enum Kind {
        SOURCE_UNREADABLE,
        NO_MIGRATIONS,
        MALFORMED_NAME,
        UNSUPPORTED_NAME,
        DUPLICATE_VERSION,
        UNDO_WITHOUT_MIGRATION,
        INVALID_ENCODING,
        INVALID_SCRIPT,
        TRANSACTION_CONTROL,
        TRANSACTION_IMPOSSIBLE,
        COPY_IMPOSSIBLE,
        CHANGED_CHECKSUM,
        LATE_VERSION,
        MISSING_FILE,
        UNKNOWN_TARGET,
        NOT_APPLIED,
        NO_UNDO,
        INVALID_HISTORY,
        PARTLY_DONE,
        NOT_PARTLY_DONE
    }

    public Problem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return (location == null ? "" : location + ": ") + message + " " + remedy;
    }
}
