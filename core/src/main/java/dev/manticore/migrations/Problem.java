package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem that prevents a run.
 *
 * @param kind the kind of problem
 * @param message the problem, with every file or version involved
 * @param location where it is, or null if it is not in a file
 * @param remedy what the user can do
 */
public record Problem(Kind kind, String message, @Nullable SourceLocation location, Remedy remedy) {

    /** The kind of a problem. The names are stable and part of the command line's JSON. */
    public enum Kind {
        SOURCE_UNREADABLE,
        NO_MIGRATIONS,
        MALFORMED_NAME,
        UNSUPPORTED_NAME,
        DUPLICATE_VERSION,
        UNDO_WITHOUT_MIGRATION,
        REPEATABLE_ORDER,
        INVALID_ENCODING,
        SETTINGS_WITHOUT_SCRIPT,
        INVALID_SCRIPT_SETTINGS,
        UNDECLARED_PLACEHOLDER,
        INVALID_SCRIPT,
        EMPTY_SCRIPT,
        TRANSACTION_CONTROL,
        TRANSACTION_IMPOSSIBLE,
        COPY_IMPOSSIBLE,
        CODE_IMPOSSIBLE,
        CHANGED_CHECKSUM,
        CHANGED_DESCRIPTION,
        LATE_VERSION,
        MISSING_FILE,
        FAILED_MIGRATION,
        HISTORY_NOT_EMPTY,
        BASELINE_UNCERTAIN,
        /** There is no history although the schema is not empty, and the settings refuse that. */
        SCHEMA_NOT_EMPTY,
        UNKNOWN_TARGET,
        NOT_APPLIED,
        NO_UNDO,
        INVALID_HISTORY,
        INVALID_LEASE,
        OTHER_HISTORY,
        NO_HISTORY,
        /** There is no history, but Flyway's is there, and nobody has said what is to become of it. */
        FLYWAY_HISTORY,
        SCHEMA_UNSUPPORTED,
        PARTLY_DONE,
        /** What is to be done is not what was shown before. */
        PLAN_CHANGED,
        NOT_PARTLY_DONE,
        POOLED_SESSION
    }

    public Problem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** A problem with advice that names no operation or setting. */
    public Problem(Kind kind, String message, @Nullable SourceLocation location, String advice) {
        this(kind, message, location, Remedy.of(advice));
    }

    @Override
    public String toString() {
        return (location == null ? "" : location + ": ") + message + " " + remedy;
    }
}
