package dev.manticore.migrations.inspection.verify;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What no undo can restore, or what was not compared. No fault.
 *
 * @param migration the migration; null if it is about all of them
 * @param text one sentence
 */
public record VerifyNote(Rule rule, @Nullable VerifiedMigration migration, String text) {

    /** Why it is no fault; docs/verify.md has a sentence on each. The names are stable and part of the command line's JSON. */
    public enum Rule {
        /** A column that is dropped and added again is the last one. */
        COLUMN_POSITION,
        /** PostgreSQL cannot remove a label from an enum. */
        ENUM_LABEL,
        /** The values of a dropped column and the rows of a dropped table are gone. */
        DROPPED_ROWS,
        /** Rows that the migration deleted are gone. */
        DELETED_ROWS,
        /** Values that the migration has overwritten are gone. */
        OVERWRITTEN_VALUES,
        /** A repeatable migration has the time of the run in it, and is applied by every run. */
        EVERY_RUN,
        /** The migration is Java code, which a dry run cannot print. */
        CODE,
        /** Something was not compared. */
        NOT_COMPARED
    }

    public VerifyNote {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return migration == null ? text : migration + ": " + text;
    }
}
