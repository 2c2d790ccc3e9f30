package dev.manticore.migrations.internal.script;

import org.jspecify.annotations.Nullable;

/**
 * A migration and its undo.
 *
 * @param down null when it has none
 */
public record ResolvedMigration(
        long version,
        String description,
        Script up,
        @Nullable Script down) {}
