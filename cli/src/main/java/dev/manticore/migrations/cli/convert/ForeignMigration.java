package dev.manticore.migrations.cli.convert;

import org.jspecify.annotations.Nullable;

/**
 * A migration of another tool, or one of its two halves if these are in files of their own.
 *
 * @param digits its version as it is written in the file's name
 * @param title what follows the version in the file's name; may be empty
 * @param up what applies it, or null
 * @param down what reverts it, or null
 */
record ForeignMigration(
        ForeignFile file,
        String digits,
        String title,
        @Nullable Part up,
        @Nullable Part down) {

    /** The version, or -1 if it is not between 1 and 2^63-1. */
    long version() {
        try {
            long version = Long.parseLong(digits);
            return version == 0 ? -1 : version;
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }

    /** The title as a part of a file name of ours; empty if it has no words. */
    String slug() {
        return title.replaceAll("[\\s_]+", "_").replaceAll("^[_-]+|[_-]+$", "");
    }
}
