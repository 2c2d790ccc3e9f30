package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a migration, or an undo, stands after {@link Migrator#resume}.
 *
 * @param version the migration's version
 * @param direction whether it was being applied or reverted
 * @param statement what the next run begins with, from 1; one more than the script has statements when only the history
 *     is left to be written; null when nothing is left to be done
 * @param location that statement's place, or null when there is none: no such statement, or no file
 */
public record Resumed(
        long version,
        Direction direction,
        @Nullable Integer statement,
        @Nullable SourceLocation location) {

    public Resumed {
        Objects.requireNonNull(direction, "direction");
    }
}
