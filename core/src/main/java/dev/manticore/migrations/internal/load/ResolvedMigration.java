package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.MigrationId;
import org.jspecify.annotations.Nullable;

/**
 * A migration with its scripts.
 *
 * @param up the script that applies it
 * @param down the script that reverts it, or null if there is none; always null if the migration is repeatable
 */
public record ResolvedMigration(
        MigrationId id,
        String description,
        Script up,
        @Nullable Script down) {}
