package dev.manticore.migrations.inspection.verify;

import java.util.Objects;

/**
 * A difference in rows, or in the position of a sequence.
 *
 * @param object the table or sequence, quoted and qualified as in SQL
 * @param text what differs, as the rest of a sentence that begins with the object
 */
public record DataDifference(Kind kind, String object, String text) {

    /** What differs. The names are stable and part of the command line's JSON. */
    public enum Kind {
        /** Rows are missing that were there. */
        ROWS_LOST,
        /** Rows are there that were not. */
        ROWS_LEFT,
        /** Rows have other values. */
        ROWS_CHANGED,
        /** A sequence would give out numbers again that it has given out. */
        SEQUENCE_BEHIND
    }

    public DataDifference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return (kind == Kind.SEQUENCE_BEHIND ? "sequence " : "table ") + object + ": " + text;
    }
}
