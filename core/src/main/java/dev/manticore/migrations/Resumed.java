package dev.manticore.migrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a migration or undo after {@link Migrator#resume}.
 *
 * @param id the migration
 * @param direction whether it was being applied or reverted
 * @param statement the statement at which the next run continues, from 1. If only the history remains to be written, it
 *     is one more than the number of statements. Null if nothing remains to be done
 * @param location the location of that statement, or null if there is no such statement or no file
 */
public record Resumed(
        MigrationId id,
        Direction direction,
        @Nullable Integer statement,
        @Nullable SourceLocation location) {

    public Resumed {
        Objects.requireNonNull(direction, "direction");
    }
}
